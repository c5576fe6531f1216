package org.sequitur.money;

import java.util.Set;

/** The currencies that records may be written in, by their ISO 4217 codes. */
public final class Currencies {

    /** Codes that were retired (such as HRK) may stand in old records but are not in this set. */
    public static final Set<String> ACCEPTED = Set.of("""
            AED AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BND BOB BRL BSD BWP
            BYN CAD CHF CLP CNH CNY COP CRC CUC CUP CZK DKK DOP EGP ETB EUR
            FJD GBP GEL GHS GIP GNF GTQ GYD HKD HNL HUF IDR ILS INR IQD IRR
            ISK JMD JOD JPY KES KRW KWD KYD KZT LAK LBP LKR LYD MAD MDL MGA
            MKD MMK MNT MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD
            OMR PEN PHP PKR PLN QAR RON RSD RUB RWF SAR SCR SEK SGD STN THB
            TND TRY TTD TWD TZS UAH UGX USD UYU VND VUV XAF XCD XOF XPF ZAR
            ZMW
            """.split("\\s+"));

    private Currencies() {}
}
