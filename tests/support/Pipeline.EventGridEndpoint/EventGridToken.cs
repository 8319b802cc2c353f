using Azure.Core;

namespace Pipeline.EventGridEndpoint;

/// <summary>A credential without Entra ID; the endpoint accepts its one token.</summary>
public sealed class EventGridToken : TokenCredential
{
    public const string Value = "the-token-of-the-identity";

    /// <summary>The scopes that were requested.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes = requestContext.Scopes;
        return new AccessToken(Value, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
