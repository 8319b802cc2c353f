using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Failures;
using Pipeline.Intake;
using Pipeline.Testing;

namespace Pipeline.Core.Tests.Intake;

public sealed class StructuredEventTests
{
    private const string Valid =
        """{"specversion":"1.0","id":"l-1","source":"/app","type":"com.example.log.line","data":{"level":"info","message":"hello"}}""";

    public static TheoryData<string, string, string> WrongAttributes => new()
    {
        { "specversion", "\"0.3\"", "specversion" },
        { "specversion", "1.0", "specversion" },
        { "specversion", "null", "specversion" },
        { "id", "\"\"", "id" },
        { "id", "7", "id" },
        { "id", "null", "id" },
        { "id", $"\"{new string('i', 256)}\"", "id" },
        { "id", "\"a\\u0000b\"", "id" },
        { "id", "\"a\\uffffb\"", "id" },
        { "id", "\"a\\u200bb\"", "id" },
        { "id", "\"a\\u2028b\"", "id" },
        { "subject", "\"a\\u00a0b\"", "subject" },
        { "ext", "\"a\\u202eb\"", "ext" },
        { "source", "\"\"", "source" },
        { "source", "\"a b\"", "source" },
        { "source", "\"/é\"", "source" },
        { "source", "\"/a%2\"", "source" },
        { "source", "\"http://[broken\"", "source" },
        { "source", "[]", "source" },
        { "source", $"\"/{new string('s', 1024)}\"", "source" },
        { "type", "\"\"", "type" },
        { "type", "true", "type" },
        { "subject", "\"\"", "subject" },
        { "subject", "{}", "subject" },
        { "time", "\"\"", "time" },
        { "time", "\"T18:31Z\"", "time" },
        { "time", "\"2026-01-02T03:04:05+05\"", "time" },
        { "time", "\"2026-01-02 03:04:05Z\"", "time" },
        { "time", "\"2026-01-02T03:04:05\"", "time" },
        { "time", "\"2026-02-30T03:04:05Z\"", "time" },
        { "time", "\"2026-01-02T03:04:05Z\\n\"", "time" },
        { "time", "1767322800", "time" },
        { "dataschema", "\"\"", "dataschema" },
        { "dataschema", "\"not a uri\"", "dataschema" },
        { "datacontenttype", "\"\"", "datacontenttype" },
        { "datacontenttype", "\"json\"", "datacontenttype" },
        { "datacontenttype", "\"application/\"", "datacontenttype" },
        { "datacontenttype", "\"application/xml\"", "datacontenttype" },
        { "data_base64", "\"e30=\"", "data_base64" },
        { "Upper", "\"x\"", "Upper" },
        { "with-dash", "\"x\"", "with-dash" },
        { "with_underscore", "\"x\"", "with_underscore" },
        { "", "\"x\"", "" },
        { "ext", "{}", "ext" },
        { "ext", "[1]", "ext" },
        { "ext", "1.5", "ext" },
        { "ext", "2147483648", "ext" },
        { "ext", $"\"{new string('e', 1025)}\"", "ext" },
        { "traceparent", "\"00-nonsense\"", "traceparent" },
        { "data", "null", "data" },
        { "data", "\"text\"", "data" },
        { "data", "[]", "data" },
        { "data", "7", "data" },
    };

    public static TheoryData<string, string, string> WrongData => new()
    {
        { "user.signed-up", """{"email":"a@example.com"}""", "data.userId" },
        { "user.signed-up", """{"userId":"u"}""", "data.email" },
        { "user.signed-up", """{"userId":"u","email":"nobody"}""", "data.email" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","name":7}""", "data.name" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","name":"a\r\nBcc: b"}""", "data.name" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","name":"a\u2028b"}""", "data.name" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","name":"a\u0085b"}""", "data.name" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","name":"\u202eann"}""", "data.name" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","name":"  "}""", "data.name" },
        { "user.signed-up", """{"userId":"..","email":"a@example.com"}""", "data.userId" },
        { "user.signed-up", """{"userId":"u","email":"a@example.com","admin":true}""", "data.admin" },
        { "user.signed-up", """{"userId":"a b","email":"a@example.com"}""", "data.userId" },
        { "sensor.reading", """{"metric":"m","value":1}""", "data.sensorId" },
        { "sensor.reading", """{"sensorId":"s","value":1}""", "data.metric" },
        { "sensor.reading", """{"sensorId":"s","metric":"m"}""", "data.value" },
        { "sensor.reading", """{"sensorId":"s","metric":"m","value":"1"}""", "data.value" },
        { "sensor.reading", """{"sensorId":"s","metric":"m","value":1e400}""", "data.value" },
        { "sensor.reading", """{"sensorId":"s","metric":"m","value":null}""", "data.value" },
        { "log.line", """{"level":"info"}""", "data.message" },
        { "log.line", """{"message":"x"}""", "data.level" },
        { "log.line", """{"level":"","message":"x"}""", "data.level" },
        { "log.line", """{"level":"info","message":"x","service":null}""", "data.service" },
        { "log.line", $$"""{"level":"info","message":"{{new string('é', 4097)}}"}""", "data.message" },
    };

    [Theory]
    [InlineData("Application/JSON; Charset=UTF-8")]
    [InlineData("TEXT/json")]
    [InlineData("application/vnd.x+JSON")]
    public void Content_type_of_the_data_is_read_in_any_case(string type)
    {
        var json = Valid.Replace("\"data\"", $"\"datacontenttype\":\"{type}\",\"data\"", StringComparison.Ordinal);

        Assert.Null(StructuredEvent.Read(Encoding.UTF8.GetBytes(json), null, Some.Now).Failure);
    }

    [Theory]
    [InlineData("log.line", "com.example.log.line")]
    [InlineData("user.signed-up", "com.example.user.signed-up")]
    [InlineData("COM.example.Sensor.Reading", "com.example.sensor.reading")]
    public void Type_without_its_prefix_is_told_whole(string given, string meant)
    {
        var json = Valid.Replace("com.example.log.line", given, StringComparison.Ordinal);

        var failure = Assert.IsType<Invalid>(StructuredEvent.Read(Encoding.UTF8.GetBytes(json), null, Some.Now).Failure);
        Assert.Equal("event-type-not-taken", failure.Code);
        Assert.StartsWith($"did you mean {meant}?", Assert.Single(failure.Errors["type"]), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongAttributes))]
    public void Read_names_the_attribute_that_is_wrong(string name, string value, string field)
    {
        var json = JsonNode.Parse(Valid)!.AsObject();
        json[name] = JsonNode.Parse(value);

        Assert.Equal(field, Assert.Single(Refused(json.ToJsonString()).Errors).Key);
    }

    [Theory]
    [InlineData("specversion")]
    [InlineData("id")]
    [InlineData("source")]
    [InlineData("type")]
    [InlineData("data")]
    public void Read_names_what_is_missing(string name)
    {
        var json = JsonNode.Parse(Valid)!.AsObject();
        json.Remove(name);

        Assert.Equal(name, Assert.Single(Refused(json.ToJsonString()).Errors).Key);
    }

    [Theory]
    [MemberData(nameof(WrongData))]
    public void Read_names_the_field_of_the_data_that_is_wrong(string type, string data, string field)
    {
        var json = JsonNode.Parse(Valid)!.AsObject();
        json["type"] = "com.example." + type;
        json["data"] = JsonNode.Parse(data);

        Assert.Equal(field, Assert.Single(Refused(json.ToJsonString()).Errors).Key);
    }

    [Theory]
    [InlineData("com.example.order.placed")]
    [InlineData("com.example.payment.captured")]
    [InlineData("com.example.dead-letter.arrived")]
    [InlineData("log.line")]
    [InlineData("COM.EXAMPLE.LOG.LINE")]
    public void Read_refuses_types_that_do_not_come_from_outside(string type)
    {
        var failure = Refused(Valid.Replace("com.example.log.line", type, StringComparison.Ordinal));

        Assert.Equal(("event-type-not-taken", "type"), (failure.Code, Assert.Single(failure.Errors).Key));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Read_refuses_what_is_not_an_object(string json) => Assert.Equal("$", Assert.Single(Refused(json).Errors).Key);

    [Theory]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02t03:04:05z")]
    [InlineData("2026-01-02T03:04:05.123456789123Z")]
    [InlineData("2026-01-02T03:04:05.1-12:00")]
    public void Read_accepts_every_time_of_rfc_3339(string time)
    {
        var json = JsonNode.Parse(Valid)!.AsObject();
        json["time"] = time;

        var result = StructuredEvent.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), null, Some.Now);

        Assert.Null(result.Failure);
    }

    [Fact]
    public void Read_accepts_a_message_of_8_KiB()
    {
        var json = Valid.Replace("hello", new string('é', 4096), StringComparison.Ordinal);

        Assert.Null(StructuredEvent.Read(Encoding.UTF8.GetBytes(json), null, Some.Now).Failure);
    }

    private static Invalid Refused(string json) =>
        Assert.IsType<Invalid>(StructuredEvent.Read(Encoding.UTF8.GetBytes(json), null, Some.Now).Failure);
}
