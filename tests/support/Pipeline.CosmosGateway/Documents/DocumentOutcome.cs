using System.Net;

namespace Pipeline.CosmosGateway.Documents;

/// <summary>What became of a command.</summary>
internal sealed record DocumentOutcome(HttpStatusCode Status, Document? Document, double Charge, int SubStatus = 0, string? Message = null)
{
    public bool Failed => (int)Status >= 400;
}
