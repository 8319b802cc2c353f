using System.Text;

namespace Pipeline.Http.Tests.Orders;

public sealed class OrderRequestTests : HttpTest
{
    private const string Line = """{"sku":"S","quantity":1,"unitPrice":1}""";

    public static TheoryData<string, string> WrongFields => new()
    {
        { Order(customerId: null), "customerId" },
        { Order(customerId: "null"), "customerId" },
        { Order(customerId: "7"), "customerId" },
        { Order(customerId: "\"\""), "customerId" },
        { Order(customerId: "\"a b\""), "customerId" },
        { Order(customerId: $"\"{new string('a', 101)}\""), "customerId" },
        { Order(email: null), "email" },
        { Order(email: "\"nobody\""), "email" },
        { Order(email: "\"a@example.com\\r\\nBcc: b@example.com\""), "email" },
        { Order(email: "\"Ann <a@example.com>\""), "email" },
        { Order(email: "\" a@example.com\""), "email" },
        { Order(email: $"\"{new string('a', 251)}@b.c\""), "email" },
        { Order(email: "\"a\\u200b@example.com\""), "email" },
        { Order(email: "\"a@[127.0.0.1]\""), "email" },
        { Order(customerId: "\"..\""), "customerId" },
        { Order(lines: """[{"sku":".","quantity":1,"unitPrice":1}]"""), "lines[0].sku" },
        { Order(currency: null), "currency" },
        { Order(currency: "\"XXX\""), "currency" },
        { Order(currency: "\"usd\""), "currency" },
        { Order(currency: "840"), "currency" },
        { Order(lines: null), "lines" },
        { Order(lines: "[]"), "lines" },
        { Order(lines: "{}"), "lines" },
        { Order(lines: "null"), "lines" },
        { Order(lines: $"[{string.Join(',', Enumerable.Repeat("1", 10_000))}]"), "lines" },
        { Order(lines: "[1]"), "lines[0]" },
        { Order(lines: "[[]]"), "lines[0]" },
        { Order(lines: $"[{Line},null]"), "lines[1]" },
        { Order(lines: """[{"quantity":1,"unitPrice":1}]"""), "lines[0].sku" },
        { Order(lines: """[{"sku":"S","unitPrice":1}]"""), "lines[0].quantity" },
        { Order(lines: """[{"sku":"S","quantity":1}]"""), "lines[0].unitPrice" },
        { Order(lines: """[{"sku":"S","quantity":1,"unitPrice":1,"colour":"red"}]"""), "lines[0].colour" },
        { Order(lines: Quantity("0")), "lines[0].quantity" },
        { Order(lines: Quantity("-1")), "lines[0].quantity" },
        { Order(lines: Quantity("1.0")), "lines[0].quantity" },
        { Order(lines: Quantity("1e0")), "lines[0].quantity" },
        { Order(lines: Quantity("\"1\"")), "lines[0].quantity" },
        { Order(lines: Quantity("true")), "lines[0].quantity" },
        { Order(lines: Quantity("1000001")), "lines[0].quantity" },
        { Order(lines: Quantity("9223372036854775808")), "lines[0].quantity" },
        { Order(lines: Quantity(new string('9', 400))), "lines[0].quantity" },
        { Order(lines: """[{"sku":"S","quantity":1,"unitPrice":-1}]"""), "lines[0].unitPrice" },
        { Order(lines: """[{"sku":"S","quantity":1,"unitPrice":1000000000001}]"""), "lines[0].unitPrice" },
        { Order(tax: "-1"), "tax" },
        { Order(tax: "null"), "tax" },
        { Order(tax: "0.5"), "tax" },
        { Order(tax: "0,\"shippingFee\":-1"), "shippingFee" },
        { Order(tax: "0,\"coupon\":\"X\""), "coupon" },
        { Order(tax: "0,\"CustomerId\":\"X\""), "CustomerId" },
        { "[]", "$" },
        { "null", "$" },
        { "7", "$" },
        { "\"text\"", "$" },
    };

    public static TheoryData<byte[]> Unreadable =>
    [
        ""u8.ToArray(),
        "{"u8.ToArray(),
        "not json"u8.ToArray(),
        "{} {}"u8.ToArray(),
        "{\"customerId\":\"c\",}"u8.ToArray(),
        "{/* comment */}"u8.ToArray(),
        "{\"customerId\":NaN}"u8.ToArray(),
        "{\"customerId\":\"a\",\"customerId\":\"b\"}"u8.ToArray(),
        "{\"tax\":1,\"t\\u0061x\":2}"u8.ToArray(),
        "{\"customerId\":\"\\ud800\"}"u8.ToArray(),
        "{\"customerId\":\"\\udc00\\ud800\"}"u8.ToArray(),
        "{\"\\ud800\":1}"u8.ToArray(),
        [.. "{\"customerId\":\""u8, 0xFF, 0xFE, .. "\"}"u8],
        [.. "{\"customerId\":\""u8, 0xC0, 0x80, .. "\"}"u8],
        [.. "{\"customerId\":\""u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
        [.. "{\"customerId\":\"a"u8, 0x00, .. "\"}"u8],
        Encoding.Unicode.GetBytes(OrderJson),
        Encoding.UTF8.GetBytes(new string('[', 100_000)),
        Encoding.UTF8.GetBytes($"{{\"customerId\":{new string('[', 100)}{new string(']', 100)}}}"),
    ];

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task Post_answers_422_and_names_the_field_that_is_wrong(string json, string field)
    {
        await ProblemAssert.NamesAsync(await PlaceAsync(json), field);
        Assert.Equal(0, Orders.Count);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task Post_answers_400_when_the_body_is_not_json(byte[] body) =>
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "orders", body, "application/json"), 400, "not-json");

    [Fact]
    public async Task Post_names_every_field_that_is_wrong_at_once()
    {
        var response = await PlaceAsync("""{"email":"x","lines":[{"sku":"","quantity":0}],"extra":1}""");

        await ProblemAssert.NamesAsync(
            response, "customerId", "email", "currency", "lines[0].sku", "lines[0].quantity", "lines[0].unitPrice", "extra");
    }

    [Fact]
    public async Task Post_answers_422_when_valid_lines_add_up_to_too_much()
    {
        var lines = string.Join(',', Enumerable.Repeat("""{"sku":"S","quantity":1000000,"unitPrice":1000000000000}""", 1000));

        var response = await PlaceAsync(Order(lines: $"[{lines}]"));

        await ProblemAssert.NamesAsync(response, "lines");
        await ProblemAssert.IsAsync(response, 422, "total-too-large");
    }

    [Fact]
    public async Task Post_keeps_its_answer_small_when_thousands_of_fields_are_wrong()
    {
        var fields = string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"f{i}\":1"));

        var response = await PlaceAsync($"{{{fields}}}");

        Assert.Equal(422, (int)response.StatusCode);
        Assert.InRange((await response.Content.ReadAsByteArrayAsync()).Length, 1, 20_000);
    }

    [Fact]
    public async Task Post_truncates_a_long_field_name_even_when_the_cut_splits_a_character()
    {
        var name = new string('f', 199) + "\U0001F4A9";

        var response = await PlaceAsync(OrderJson.Replace("\"tax\"", $"\"{name}\"", StringComparison.Ordinal));

        await ProblemAssert.NamesAsync(response, new string('f', 199));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Post_answers_415_when_the_body_is_of_another_type(string contentType) =>
        await ProblemAssert.IsAsync(await SendAsync(HttpMethod.Post, "orders", OrderJson, contentType), 415, "unsupported-content-type");

    [Fact]
    public async Task Post_answers_415_when_the_body_is_compressed()
    {
        var response = await PlaceAsync(headers: ("Content-Encoding", "gzip"));

        await ProblemAssert.IsAsync(response, 415, "unsupported-content-type");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_answers_413_when_the_body_is_over_256_KiB_chunked_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(new string(' ', (256 * 1024) + 1)));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = chunked;

        await ProblemAssert.IsAsync(await Client.SendAsync(request), 413, "body-too-large");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Post_accepts_a_body_of_exactly_256_KiB_chunked_or_not(bool chunked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(OrderJson.PadRight(256 * 1024)));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = chunked;

        Assert.Equal(202, (int)(await Client.SendAsync(request)).StatusCode);
    }

    private static string Quantity(string quantity) => $$"""[{"sku":"S","quantity":{{quantity}},"unitPrice":1}]""";

    private static string Order(
        string? customerId = "\"c-1\"", string? email = "\"a@example.com\"", string? currency = "\"USD\"",
        string? lines = $"[{Line}]", string tax = "0")
    {
        var fields = new[] { ("customerId", customerId), ("email", email), ("currency", currency), ("lines", lines), ("tax", tax) };
        return $"{{{string.Join(',', fields.Where(field => field.Item2 is not null)
            .Select(field => $"\"{field.Item1}\":{field.Item2}"))}}}";
    }
}
