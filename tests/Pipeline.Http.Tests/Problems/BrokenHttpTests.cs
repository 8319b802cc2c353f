using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Pipeline.Http.Tests.Problems;

/// <summary>Requests that HttpClient would not send.</summary>
public sealed class BrokenHttpTests : HttpTest
{
    [Theory]
    [InlineData("FFFFFFFFFFFFFFFF\r\n")]
    [InlineData("7FFFFFFFFFFFFFFF\r\nx")]
    [InlineData("FFFFFFFF\r\nx")]
    [InlineData("-1\r\nx\r\n0\r\n\r\n")]
    [InlineData("nine\r\nx\r\n0\r\n\r\n")]
    [InlineData("1\r\nxyz\r\n0\r\n\r\n")]
    [InlineData("\r\n\r\n")]
    [InlineData("1\r\nx\r\n0\r\nbad trailer\r\n\r\n")]
    public async Task Body_whose_chunks_are_wrong_is_a_problem_and_no_error_of_ours(string chunks)
    {
        foreach (var (path, type) in new[]
        {
            ("orders", "application/json"), ("events", "application/cloudevents+json"), ("webhooks/payments/stripe", "application/json"),
            ("orders/o-1/cancel", "application/json"),
        })
        {
            var answer = await SendChunkedAsync(path, type, chunks);

            if (answer is not null)
            {
                Assert.Equal((400, "bad-request"), (answer.Status, CodeOf(answer)));
            }
        }

        Assert.DoesNotContain(Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Header_that_is_not_utf8_is_judged_by_who_reads_it()
    {
        var answer = await SendRawAsync("GET /api/orders/o-1 HTTP/1.1\r\nHost: localhost\r\nX-Any: \u00ff\r\n\r\n");

        Assert.Equal((404, "order-not-found"), (answer!.Status, CodeOf(answer)));
    }

    [Fact]
    public async Task Trailer_that_is_not_utf8_is_nothing_to_complain_about()
    {
        var answer = await SendTrailerAsync("\u00ff\u00fe");

        Assert.Equal(202, answer!.Status);
        Assert.DoesNotContain(Log.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Trailer_with_a_nul_is_a_problem()
    {
        var answer = await SendTrailerAsync("\0");

        Assert.Equal((400, "bad-request"), (answer!.Status, CodeOf(answer)));
    }

    [Fact]
    public async Task Chunk_size_that_no_number_holds_is_told()
    {
        var answer = await SendChunkedAsync("orders", "application/json", "FFFFFFFFFFFFFFFF\r\n");

        Assert.Equal((400, "bad-request"), (answer!.Status, CodeOf(answer)));
    }

    [Theory]
    [InlineData(9_000, 0, 0, 414, "uri-too-long")]
    [InlineData(100_000, 0, 0, 414, "uri-too-long")]
    [InlineData(10, 33, 1_000, 431, "headers-too-large")]
    [InlineData(10, 1, 100_000, 431, "headers-too-large")]
    [InlineData(10, 200, 1, 431, "headers-too-large")]
    public async Task Request_that_is_too_large_is_a_problem(int path, int headers, int length, int status, string code)
    {
        var fields = string.Concat(Enumerable.Range(0, headers).Select(i => $"X-{i}: {new string('x', length)}\r\n"));
        var answer = await SendRawAsync($"GET /api/{new string('a', path)} HTTP/1.1\r\nHost: localhost\r\n{fields}\r\n");

        Assert.Equal((status, code), (answer!.Status, CodeOf(answer)));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("Application/JSON; Charset=UTF-8")]
    [InlineData("APPLICATION/JSON;charset=\"Utf-8\"")]
    [InlineData("application/json; profile=x; charset=utf-8")]
    public async Task Content_type_is_read_in_any_case(string contentType) =>
        Assert.Equal(202, (int)(await SendAsync(HttpMethod.Post, "orders", OrderJson, contentType)).StatusCode);

    [Theory]
    [InlineData("IDENTITY", 202)]
    [InlineData("identity, Identity", 202)]
    [InlineData("", 202)]
    [InlineData("gzip", 415)]
    [InlineData("identity, GZIP", 415)]
    public async Task Content_encoding_is_read_as_a_list_in_any_case(string encoding, int status) => Assert.Equal(
        status, (int)(await PlaceAsync(OrderJson, ("Content-Encoding", encoding))).StatusCode);

    private Task<RawAnswer?> SendTrailerAsync(string value) => SendChunkedAsync(
        "orders", "application/json", $"{OrderJson.Length:X}\r\n{OrderJson}\r\n0\r\nX-Trailer: {value}\r\n\r\n");

    private Task<RawAnswer?> SendChunkedAsync(string path, string type, string chunks) => SendRawAsync(
        $"POST /api/{path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nTransfer-Encoding: Chunked\r\n\r\n{chunks}");

    private Task<RawAnswer?> SendRawAsync(string request) =>
        RawHttp.SendAsync(Client.BaseAddress!, Encoding.Latin1.GetBytes(request), TimeSpan.FromSeconds(1));

    private static string CodeOf(RawAnswer answer) =>
        JsonElement.Parse(answer.Body).GetProperty("type").GetString()!.Split('/')[^1];
}
