using Azure.Core;

namespace Pipeline.EventGridEndpoint;

/// <summary>An identity that needs no Entra: its one token is what the endpoint takes.</summary>
public sealed class EventGridToken : TokenCredential
{
    public const string Value = "the-token-of-the-identity";

    /// <summary>The scopes that were asked for.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes = requestContext.Scopes;
        return new AccessToken(Value, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
