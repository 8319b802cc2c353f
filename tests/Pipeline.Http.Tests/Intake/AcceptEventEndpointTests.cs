using Pipeline.Events;
using Pipeline.Failures;
using Pipeline.Testing;

namespace Pipeline.Http.Tests.Intake;

public sealed class AcceptEventEndpointTests : HttpTest
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private const string Reading =
        """{"specversion":"1.0","id":"r-1","source":"/roof","type":"com.example.sensor.reading","data":"""
            + """{"sensorId":"s-1","metric":"temperature","value":21.5}}""";

    [Fact]
    public async Task Post_answers_202_and_completes_the_event()
    {
        var response = await SendEventAsync(Reading);

        Assert.Equal((202, """{"id":"r-1","status":"accepted"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        var taken = Assert.Single(EventIntake.Accepted);
        Assert.Equal(
            ("r-1", "/roof", "s-1", "/api/schemas/sensor.reading/1", Some.Now, "r-1"),
            (taken.Id, taken.Source, taken.Subject, taken.DataSchema, taken.Time, taken.CorrelationId()));
        Assert.Equal(new SensorReading("s-1", "temperature", 21.5), CloudEvents.Read(taken));
    }

    [Fact]
    public async Task Post_keeps_what_the_sender_said()
    {
        await SendEventAsync(
            $$$"""
            {
              "specversion":"1.0","id":"u","source":"https://example.com/signups","type":"com.example.user.signed-up","subject":"u-1",
              "time":"2025-12-31T23:59:59.123+01:00","dataschema":"https://example.com/s",
              "datacontenttype":"application/json; charset=utf-8",
              "correlationid":"c-1","traceparent":"{{{TraceParent}}}","retries":3,"test":true,"nothing":null,
              "data":{"userId":"u-1","email":"u@example.com","name":"Zoë"}
            }
            """,
            ("traceparent", "00-11111111111111111111111111111111-1111111111111111-01"));

        var taken = Assert.Single(EventIntake.Accepted);
        Assert.Equal(
            ("u-1", "c-1", TraceParent, "3", "https://example.com/s"),
            (taken.Subject, taken.CorrelationId(), taken.Attribute("traceparent"), taken.Attribute("retries"), taken.DataSchema));
        Assert.Equal(new DateTimeOffset(2025, 12, 31, 23, 59, 59, 123, TimeSpan.FromHours(1)), taken.Time);
        Assert.Equal((true, false), (taken.ExtensionAttributes["test"], taken.ExtensionAttributes.ContainsKey("nothing")));
        Assert.Equal(new UserSignedUp("u-1", "u@example.com", "Zoë"), CloudEvents.Read(taken));
    }

    [Fact]
    public async Task Post_accepts_an_event_that_survives_our_own_json()
    {
        await SendEventAsync(Reading);

        var again = CloudEvents.FromJson(CloudEvents.ToJson(EventIntake.Accepted.Single()));

        Assert.Equal(new SensorReading("s-1", "temperature", 21.5), CloudEvents.Read(again));
    }

    [Fact]
    public async Task Post_accepts_data_as_base64()
    {
        var data = Convert.ToBase64String("""{"level":"error","message":""}"""u8);

        var response = await SendEventAsync(
            $$"""{"specversion":"1.0","id":"l","source":"/app","type":"com.example.log.line","data_base64":"{{data}}"}""");

        Assert.Equal(202, (int)response.StatusCode);
        Assert.Equal("log", EventIntake.Accepted.Single().Subject);
    }

    [Fact]
    public async Task Post_gives_the_event_the_trace_of_the_request_when_it_has_none()
    {
        await SendEventAsync(Reading, ("traceparent", TraceParent));

        Assert.Equal(TraceParent, EventIntake.Accepted.Single().Attribute("traceparent"));
    }

    [Fact]
    public async Task Post_answers_duplicate_when_source_and_id_were_accepted_before()
    {
        await SendEventAsync(Reading);

        var response = await SendEventAsync(Reading);

        Assert.Equal(
            (202, """{"id":"r-1","status":"duplicate"}"""), ((int)response.StatusCode, await response.Content.ReadAsStringAsync()));
        Assert.Equal(1, Duplicates.Suppressed);
    }

    [Fact]
    public async Task Post_answers_503_when_the_engine_cannot_keep_up()
    {
        EventIntake.Throws = new FailureException(new Transient("overloaded", "Too much.", TimeSpan.FromSeconds(3)));

        var response = await SendEventAsync(Reading);

        await ProblemAssert.IsAsync(response, 503, "overloaded");
        Assert.Equal("3", response.Headers.RetryAfter?.ToString());
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/cloudevents-batch+json")]
    [InlineData("application/cloudevents+json; charset=latin1")]
    public async Task Post_answers_415_when_the_mode_is_not_structured(string contentType)
    {
        var problem = await ProblemAssert.IsAsync(
            await SendAsync(HttpMethod.Post, "events", Reading, contentType), 415, "unsupported-content-type");

        Assert.Contains("application/cloudevents+json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_answers_400_when_the_body_or_the_encoded_data_is_not_json()
    {
        await ProblemAssert.IsAsync(await SendEventAsync("{"), 400, "not-json");
        await ProblemAssert.IsAsync(
            await SendEventAsync("""{"specversion":"1.0","id":"l","source":"/app","type":"com.example.log.line","data_base64":"AAAA"}"""),
            400, "not-json");
    }

    private Task<HttpResponseMessage> SendEventAsync(string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "events", json, "application/cloudevents+json; charset=UTF-8", headers);
}
