using Moq;
using Pipeline.Http.Access;
using Pipeline.Operations;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Http.Tests.Access;

/// <summary>A host on loopback with keys: they are asked for there too.</summary>
public sealed class KeysOverHttpTests : HttpTest
{
    private const string Header = "x-functions-key";

    protected override AccessOptions Access => new() { AdminKey = AdminKey, ClientKeys = [ClientKey] };

    [Fact]
    public async Task Operation_is_refused_without_the_key_of_its_level_and_with_a_wrong_one()
    {
        Assert.Contains(HttpSurface.Operations, operation => operation.Access != AccessLevel.Anonymous);
        foreach (var operation in HttpSurface.Operations.Where(operation => operation.Access != AccessLevel.Anonymous))
        {
            var path = operation.Route.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
            var isAdmin = operation.Access == AccessLevel.Admin;
            foreach (var key in isAdmin ? ["", "another key of the tests", ClientKey] : (string[])["", "another key of the tests"])
            {
                var response = await SendAsync(new HttpMethod(operation.Method), path, headers: key.Length > 0 ? [(Header, key)] : []);

                await ProblemAssert.IsAsync(response, 401, isAdmin ? "admin-key-required" : "client-key-required");
                Assert.Equal("ApiKey", response.Headers.WwwAuthenticate.ToString());
            }
        }
    }

    [Fact]
    public async Task Right_keys_open_the_calls_of_clients_and_operators()
    {
        Stats.Setup(stats => stats.ReadAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PipelineStats(0, [], new SagaStats(0, 0), 0, 0, new Dictionary<string, long>()));

        Assert.Equal(200, (int)(await SendAsync(HttpMethod.Get, "stats", headers: (Header, AdminKey))).StatusCode);
        Assert.Equal(202, (int)(await PlaceAsync(headers: (Header, ClientKey))).StatusCode);
        Assert.Equal(202, (int)(await PlaceAsync(headers: (Header, AdminKey))).StatusCode);
        Assert.Equal(200, (int)(await Client.GetAsync("health/live")).StatusCode);
    }

    [Fact]
    public async Task Webhook_needs_its_signature_alone()
    {
        var body = "{}"u8.ToArray();
        var signed = StripeSignature.Sign(body, Secret, Some.Now);

        var response = await SendAsync(
            HttpMethod.Post, "webhooks/payments/stripe", body, "application/json", (StripeSignature.HeaderName, signed));

        await ProblemAssert.IsAsync(response, 400, "not-a-stripe-event");
    }
}
