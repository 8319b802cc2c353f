namespace Pipeline.Http;

/// <summary>One operation of the HTTP surface; knows ASP.NET Core's request and result, and no host.</summary>
public interface IEndpoint
{
    Task<IResult> HandleAsync(HttpRequest request, CancellationToken cancellation);
}
