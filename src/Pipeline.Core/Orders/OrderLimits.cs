using System.Collections.Frozen;

namespace Pipeline.Orders;

/// <summary>How large an order may be; amounts in minor units.</summary>
public static class OrderLimits
{
    public const int MaxLines = 1_000;
    public const long MaxQuantity = 1_000_000;
    public const long MaxAmount = 1_000_000_000_000;

    /// <summary>Far below what a 64-bit integer, or a double in a client's JSON parser, holds exactly.</summary>
    public const long MaxTotal = 1_000_000_000_000;
}

/// <summary>The active currency codes of ISO 4217 (funds, metals and test codes left out).</summary>
public static class Currency
{
    private static readonly FrozenSet<string> Codes = (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC " +
        "CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR " +
        "ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK " +
        "MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE " +
        "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF " +
        "XPF YER ZAR ZMW ZWG").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether it is an active code, in upper case.</summary>
    public static bool IsKnown(string code) => Codes.Contains(code);
}
