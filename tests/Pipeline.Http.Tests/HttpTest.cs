using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Moq;
using Pipeline.DeadLetters;
using Pipeline.Failures;
using Pipeline.Http.Access;
using Pipeline.Idempotency;
using Pipeline.Identity;
using Pipeline.Intake;
using Pipeline.Inventory;
using Pipeline.Operations;
using Pipeline.Orders;
using Pipeline.Payments;
using Pipeline.Sagas;
using Pipeline.Testing;
using Pipeline.Webhooks;

namespace Pipeline.Http.Tests;

/// <summary>The whole surface on in-memory ports, behind a real Kestrel on a free loopback port; one per test.</summary>
public abstract class HttpTest : IAsyncLifetime
{
    protected const string Secret = "whsec_test";
    protected const string AdminKey = "an admin key of the tests";
    protected const string ClientKey = "a client key of the tests";

    protected const string OrderJson =
        """{"customerId":"c-1","email":"a@example.com","currency":"USD","lines":[{"sku":"SKU-1","quantity":2,"unitPrice":1250}]"""
            + ""","tax":200,"shippingFee":500}""";

    private WebApplication? _app;

    protected HttpClient Client { get; } = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 });

    protected OrdersInMemory Orders { get; } = new();

    protected KeysInMemory Keys { get; } = new();

    protected IntakeInMemory EventIntake { get; } = new();

    protected Mock<IOrderViews> Views { get; } = new();

    protected Mock<IInventory> Stock { get; } = new();

    protected Mock<ISagaOperations> Sagas { get; } = new();

    protected Mock<IDeadLetters> DeadLetters { get; } = new();

    protected Mock<IPipelineStats> Stats { get; } = new();

    protected Mock<IHealth> Health { get; } = new();

    protected VirtualTime Time { get; } = new();

    protected LogLines Log { get; } = new();

    protected Duplicates Duplicates => Services.GetRequiredService<Duplicates>();

    protected IServiceProvider Services => _app!.Services;

    /// <summary>Who may call; callers on this machine unless a test says otherwise.</summary>
    protected virtual AccessOptions Access => new();

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Log);
        AddPorts(builder.Services);
        builder.Services.AddPipelineHttp(Access);
        builder.Services.Configure<StripeWebhookOptions>(options => options.SigningSecrets.Add(Secret));
        _app = builder.Build();
        _app.MapPipeline();
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single() + "/api/");
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
    }

    protected Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? json = null,
        string contentType = "application/json", params (string Name, string Value)[] headers) =>
        SendAsync(method, path, json is null ? null : Encoding.UTF8.GetBytes(json), contentType, headers);

    protected async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        foreach (var (name, value) in headers)
        {
            Assert.True(
                request.Headers.TryAddWithoutValidation(name, value) || request.Content!.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request);
    }

    protected Task<HttpResponseMessage> PlaceAsync(string json = OrderJson, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, "orders", json, headers: headers);

    /// <summary>Places an order and returns its id.</summary>
    protected async Task<string> PlacedOrderAsync(params (string Name, string Value)[] headers)
    {
        var body = await JsonAsync(await PlaceAsync(headers: headers));
        return body.GetProperty("orderId").GetString()!;
    }

    protected static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonElement.Parse(await response.Content.ReadAsByteArrayAsync());

    protected async Task<JsonElement> GetJsonAsync(string path)
    {
        var response = await Client.GetAsync(path);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("application/json", response.Content.Headers.ContentType?.ToString());
        return await JsonAsync(response);
    }

    /// <summary>Lets the mocked ports answer whatever they are asked: nothing is there, and stock can be set.</summary>
    protected void AnswerWithNothing()
    {
        Views.Setup(views => views.ListAsync(It.IsAny<OrderQuery>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        Stock.Setup(stock => stock.SetOnHandAsync(It.IsAny<string>(), It.IsAny<long>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new Stock("SKU-1", 1, 0));
        Sagas.Setup(sagas => sagas.ListAsync(It.IsAny<SagaPhase?>(), It.IsAny<string?>(), It.IsAny<int>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync([]);
        Sagas.Setup(sagas => sagas.ResumeAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NotFound("saga-not-found", "None."));
        DeadLetters.Setup(deadLetters => deadLetters.ListAsync(
            It.IsAny<DeadLetterStatus?>(), It.IsAny<string?>(), It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync([]);
        DeadLetters.Setup(deadLetters => deadLetters.ReplayAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ReturnsAsync(new NotFound("dead-letter-not-found", "None."));
    }

    private void AddPorts(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(Time)
        .AddSingleton<IIdGenerator, SequentialIds>()
        .AddSingleton<IOrderStore>(Orders)
        .AddSingleton<IIdempotencyKeys>(Keys)
        .AddSingleton<IEventIntake>(EventIntake)
        .AddSingleton(Views.Object)
        .AddSingleton(Stock.Object)
        .AddSingleton(Sagas.Object)
        .AddSingleton(DeadLetters.Object)
        .AddSingleton(Stats.Object)
        .AddSingleton(Health.Object)
        .AddSingleton<OrderService>()
        .AddSingleton<ArchivedOrders>()
        .AddSingleton<OrderPlacing>()
        .AddSingleton<Duplicates>()
        .AddSingleton<RecordPayment>();
}
