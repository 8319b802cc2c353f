using Azure.Core;

namespace Pipeline.Azure.Tests;

/// <summary>An identity whose token nobody checks.</summary>
internal sealed class NoCredential : TokenCredential
{
    private static readonly AccessToken Token = new("none", DateTimeOffset.MaxValue);

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => Token;

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(Token);
}
