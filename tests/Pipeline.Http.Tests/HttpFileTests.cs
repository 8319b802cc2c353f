using System.Text;
using Microsoft.AspNetCore.Routing.Template;
using Moq;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Http.Access;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Sagas;

namespace Pipeline.Http.Tests;

/// <summary>Checks pipeline.http, the calls that people send from their editors, against the surface.</summary>
public sealed class HttpFileTests : HttpTest
{
    private const string Host = "{{host}}/";

    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "pipeline.http"));

    private static readonly IReadOnlyList<Call> Calls = [.. Text
        .Split("\n###")
        .Skip(1)
        .Select(Call.Parse)];

    public HttpFileTests()
    {
        Views.Setup(views => views.ListAsync(It.IsAny<OrderQuery>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        Stock.Setup(stock => stock.SetOnHandAsync("SKU-1", 1000, It.IsAny<CancellationToken>())).ReturnsAsync(new Stock("SKU-1", 1000, 0));
        Stock.Setup(stock => stock.GetAsync("SKU-1", It.IsAny<CancellationToken>())).ReturnsAsync(new Stock("SKU-1", 1000, 0));
        Sagas.Setup(sagas => sagas.ListAsync(It.IsAny<SagaPhase?>(), It.IsAny<string?>(), 20, It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        Sagas.Setup(sagas => sagas.ResumeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NotFound("saga-not-found", "None."));
        DeadLetters.Setup(
            deadLetters => deadLetters.ListAsync(It.IsAny<DeadLetterStatus?>(), It.IsAny<string?>(), 20, It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        DeadLetters.Setup(deadLetters => deadLetters.ReplayAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NotFound("dead-letter-not-found", "None."));
        Stats.Setup(stats => stats.ReadAsync(It.IsAny<CancellationToken>()))
            .ReturnsAsync(new PipelineStats(0, [], new SagaStats(0, 0), 0, 0, new Dictionary<string, long>()));
    }

    /// <summary>Calls are refused unless they carry their key.</summary>
    protected override AccessOptions Access => new() { AdminKey = AdminKey, ClientKeys = [ClientKey] };

    [Fact]
    public void File_calls_every_operation() => Assert.Equal(
        HttpSurface.Operations.Select(operation => operation.Name).Order(),
        Calls.Select(call => call.Operation).Distinct().Order());

    [Fact]
    public void File_gives_every_call_the_method_and_the_route_of_the_operation_that_it_names() => Assert.All(Calls, call =>
    {
        var operation = Assert.Single(HttpSurface.Operations, operation => operation.Name == call.Operation);

        Assert.Equal(operation.Method, call.Method);
        Assert.True(
            new TemplateMatcher(TemplateParser.Parse(operation.Route), []).TryMatch("/" + call.Path.Split('?')[0], []),
            $"{call.Path} is not {operation.Route}.");
    });

    [Fact]
    public async Task File_has_only_calls_that_the_surface_accepts()
    {
        var orderId = await PlacedOrderAsync(("x-functions-key", ClientKey));
        foreach (var call in Calls)
        {
            var response = await call.SendAsync(this, orderId);

            Assert.Contains((int)response.StatusCode, call.Operation == "PaymentWebhook" ? [401] : (int[])[200, 202, 304, 404]);
        }
    }

    private sealed record Call(string Operation, string Method, string Path, (string Name, string Value)[] Headers, string? Body)
    {
        public static Call Parse(string section)
        {
            var (head, body) = section.Split("\n\n", 2) is [var first, var second] ? (first, second.Trim()) : (section, "");
            var lines = head.Split('\n');
            var request = lines.Skip(1).SkipWhile(line => line[0] == '#').ToArray();
            var (method, url) = request[0].Split(' ', 2) is [var verb, var rest] ? (verb, rest) : ("", request[0]);
            return new Call(
                string.Concat(lines[0].Trim().TakeWhile(char.IsAsciiLetter)),
                method,
                url.StartsWith(Host, StringComparison.Ordinal) ? url[Host.Length..] : url,
                [.. request.Skip(1).Where(line => line.Length > 0).Select(line => line.Split(": ", 2))
                    .Select(parts => (parts[0], parts[1]))],
                body.Length > 0 ? body : null);
        }

        private static string Variable(string name) => Text.Split($"@{name} = ")[1].Split('\n')[0];

        public Task<HttpResponseMessage> SendAsync(HttpFileTests test, string orderId)
        {
            string Fill(string text) => text
                .Replace("{{orderId}}", orderId, StringComparison.Ordinal)
                .Replace("{{deadLetterId}}", "letter-1", StringComparison.Ordinal)
                .Replace("{{nextOrders}}", Variable("nextOrders"), StringComparison.Ordinal)
                .Replace("{{nextSagas}}", Variable("nextSagas"), StringComparison.Ordinal)
                .Replace("{{nextDeadLetters}}", Variable("nextDeadLetters"), StringComparison.Ordinal)
                .Replace("{{functionKey}}", ClientKey, StringComparison.Ordinal)
                .Replace("{{adminKey}}", AdminKey, StringComparison.Ordinal);
            var headers = Headers.ToLookup(header => header.Name == "Content-Type");
            var contentType = headers[true].Select(header => header.Value).SingleOrDefault();
            return test.SendAsync(
                new HttpMethod(Method),
                Fill(Path),
                Body is null ? null : Encoding.UTF8.GetBytes(Fill(Body)),
                contentType,
                [.. headers[false].Select(header => (header.Name, Fill(header.Value)))]);
        }
    }
}
