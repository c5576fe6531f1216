package org.sequitur.expense;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sequitur.expense.EngineOptions.EngineType;
import org.sequitur.expense.MileageRates.VehicleRate;
import org.sequitur.money.Rounding;
import org.sequitur.wire.Complaints;
import org.sequitur.wire.WireObject;

/**
 * The distance that a user drove for the company, in the company's unit.
 *
 * @param distance null before it is known
 * @param engineType null for a bicycle; so is the size
 * @param isReclaimed whether the user is paid for it, and not only a customer billed
 * @param atInitialRate how much of it is reclaimed at the basic rate; null as long as it has to be counted
 * @param rebillRate what a customer pays for one; null for what it costs
 */
record MileageClaim(
        @Nullable BigDecimal distance,
        String vehicle,
        @Nullable String engineType,
        @Nullable String engineSize,
        boolean isReclaimed,
        @Nullable BigDecimal atInitialRate,
        @Nullable BigDecimal rebillRate,
        boolean hasVatReceipt) {

    static final MileageClaim UNKNOWN = new MileageClaim(null, "", null, null, true, null, null, false);

    private static final Set<String> VEHICLES = Set.of(MileageRates.CAR, MileageRates.MOTORCYCLE, MileageRates.BICYCLE);
    private static final BigDecimal MOST_DISTANCE = BigDecimal.valueOf(100_000);
    private static final BigDecimal MOST_RATE = BigDecimal.valueOf(1_000);

    /** To be counted again unless nothing has changed that counting depends on, or does so elsewhere. */
    MileageClaim changedBy(WireObject sent, LocalDate day, boolean isCountedElsewhere) {
        Complaints complaints = sent.complaints();
        BigDecimal newDistance = sent.decimal("mileage", distance);
        complaints.addIf(newDistance == null, "mileage can't be blank");
        complaints.addIf(newDistance != null && newDistance.signum() <= 0, "mileage must be greater than 0");
        complaints.addIf(
                newDistance != null && newDistance.compareTo(MOST_DISTANCE) > 0,
                "mileage must be less than or equal to " + MOST_DISTANCE);
        String newVehicle = sent.requiredOneOf("vehicle_type", vehicle, VEHICLES);
        Boolean reclaimed = sent.optionalBool("reclaim_mileage", isReclaimed);
        boolean newReclaimed = reclaimed == null || reclaimed;
        BigDecimal newRebillRate = sent.decimal("rebill_mileage_rate", rebillRate);
        complaints.addIf(
                newRebillRate != null && (newRebillRate.signum() < 0 || newRebillRate.compareTo(MOST_RATE) > 0),
                "rebill_mileage_rate must be between 0 and " + MOST_RATE);
        boolean isSame = !isCountedElsewhere
                && distance != null
                && newDistance != null
                && newDistance.compareTo(distance) == 0
                && newVehicle.equals(vehicle)
                && newReclaimed == isReclaimed;
        MileageClaim changed = new MileageClaim(
                newDistance,
                newVehicle,
                null,
                null,
                newReclaimed,
                isSame ? atInitialRate : null,
                newRebillRate,
                sent.bool("have_vat_receipt", hasVatReceipt));
        return newVehicle.equals(MileageRates.BICYCLE) ? changed : changed.withEngine(engine(sent, day), sizeOf(sent));
    }

    private @Nullable String sizeOf(WireObject sent) {
        return sent.text("engine_size", engineSize);
    }

    /** What stands may have ceased to be an engine of that day, and is then the usual one. */
    private EngineType engine(WireObject sent, LocalDate day) {
        EngineOptions options = EngineOptions.on(day);
        String asked = sent.text("engine_type", engineType);
        EngineType type = asked == null ? null : options.type(asked);
        sent.complaints()
                .addIf(
                        asked != null && type == null && sent.has("engine_type"),
                        "engine_type is not included in the list");
        return type == null ? Objects.requireNonNull(options.type(EngineOptions.PETROL)) : type;
    }

    private MileageClaim withEngine(EngineType type, @Nullable String size) {
        return new MileageClaim(
                distance,
                vehicle,
                type.name(),
                EngineOptions.size(type, size),
                isReclaimed,
                atInitialRate,
                rebillRate,
                hasVatReceipt);
    }

    BigDecimal driven() {
        return Objects.requireNonNull(distance);
    }

    /** @param before what of the tax year's limit other claims have used */
    MileageClaim counted(BigDecimal before) {
        if (atInitialRate != null) {
            return this;
        }
        BigDecimal left = MileageRates.BASIC_RATE_LIMIT.subtract(before).max(BigDecimal.ZERO);
        return new MileageClaim(
                distance,
                vehicle,
                engineType,
                engineSize,
                isReclaimed,
                isReclaimed ? driven().min(left) : BigDecimal.ZERO,
                rebillRate,
                hasVatReceipt);
    }

    /** What the user is owed, positive. */
    BigDecimal reclaimed(LocalDate day) {
        if (!isReclaimed) {
            return Rounding.toPence(BigDecimal.ZERO);
        }
        VehicleRate rate = MileageRates.on(day).of(vehicle);
        BigDecimal initial = Objects.requireNonNull(atInitialRate);
        return Rounding.toPence(
                initial.multiply(rate.basic()).add(driven().subtract(initial).multiply(rate.additional())));
    }
}
