using System.Net;

namespace Pipeline.CosmosGateway.Protocol;

/// <summary>An error that Cosmos DB answers with.</summary>
internal sealed class CosmosFailure(HttpStatusCode status, string message, int subStatus = 0) : Exception(message)
{
    public HttpStatusCode Status => status;

    public int SubStatus => subStatus;

    public static CosmosFailure BadRequest(string message, int subStatus = 0) => new(HttpStatusCode.BadRequest, message, subStatus);

    public static CosmosFailure NotFound(string message = "Entity with the specified id does not exist in the system.") =>
        new(HttpStatusCode.NotFound, message);

    /// <summary>The database or container is missing, not the document: the client reads its caches again.</summary>
    public static CosmosFailure OwnerNotFound() => new(HttpStatusCode.NotFound, "Owner resource does not exist.", 1003);

    public static CosmosFailure Conflict() =>
        new(HttpStatusCode.Conflict, "Entity with the specified id already exists in the system.");

    public static CosmosFailure PreconditionFailed() =>
        new(HttpStatusCode.PreconditionFailed, "Operation cannot be performed because one of the specified precondition is not met.");

    public static CosmosFailure TooLarge() => new(HttpStatusCode.RequestEntityTooLarge, "Request size is too large.");
}
