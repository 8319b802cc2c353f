using Pipeline.CosmosGateway.Containers;
using Pipeline.CosmosGateway.Documents;

namespace Pipeline.CosmosGateway.Metering;

/// <summary>What a request costs in request units, roughly as the service counts them (README.md has the formulas).</summary>
internal static class RequestCharges
{
    public const double Failed = 1.24;
    public const double NotModified = 1;
    public const double QueryPlan = 0;
    private const double WriteBase = 4.95;
    private const double PerWrittenKb = 0.45;
    private const double PerTerm = 0.19;
    private const double PerReadKb = 0.09;
    private const double QueryBase = 2.3;
    private const double PerScannedKb = 0.03;
    private const double PerReturnedKb = 0.05;

    public static double Read(Document document) => 1 + PerReadKb * (Kilobytes(document) - 1);

    public static double Create(Document document, IndexingPolicy indexing) =>
        Written(document) + PerTerm * IndexTerms.Of(document.Body, indexing).Count;

    /// <summary>The old version goes and the new one comes; only the terms that changed are written.</summary>
    public static double Replace(Document former, Document document, IndexingPolicy indexing)
    {
        var terms = IndexTerms.Of(former.Body, indexing);
        terms.SymmetricExceptWith(IndexTerms.Of(document.Body, indexing));
        return Written(former) + Written(document) + PerTerm * terms.Count;
    }

    public static double Delete(Document document, IndexingPolicy indexing) => Create(document, indexing);

    public static double Query(IEnumerable<Document> scanned, IEnumerable<Document> returned) =>
        QueryBase + PerScannedKb * scanned.Sum(Kilobytes) + PerReturnedKb * returned.Sum(Kilobytes);

    public static double ChangeFeed(IEnumerable<Document> returned) => 1 + PerReadKb * returned.Sum(Kilobytes);

    private static double Written(Document document) => WriteBase + PerWrittenKb * (Kilobytes(document) - 1);

    private static int Kilobytes(Document document) => Math.Max(1, (document.Size + 1023) / 1024);
}
