package org.sequitur.property;

import org.sequitur.record.RecordLayout;
import org.sequitur.record.RecordTable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The properties of each landlord. */
@Component
public final class Properties {

    private static final RecordLayout<Property> LAYOUT = RecordLayout.of("property", Property::of)
            .with("address1", Property::firstLine)
            .with("address2", property -> property.address().address2())
            .with("address3", property -> property.address().address3())
            .with("town", property -> property.address().town())
            .with("region", property -> property.address().region())
            .with("postcode", property -> property.address().postcode())
            .with("country", property -> property.address().country())
            .with("created_at", Property::createdAt)
            .with("updated_at", Property::updatedAt);

    private final RecordTable<Property> table;

    Properties(JdbcClient jdbc, TransactionOperations transactions) {
        this.table = new RecordTable<>(jdbc, transactions, LAYOUT);
    }

    public boolean exists(long companyId, long id) {
        return table.exists(companyId, id);
    }

    RecordTable<Property> table() {
        return table;
    }
}
