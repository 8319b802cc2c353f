using System.Text;
using Pipeline.Testing;
using Pipeline.Webhooks;
using Xunit.Abstractions;

namespace Pipeline.Http.Tests.Webhooks;

/// <summary>
/// Webhooks that the provider did not sign, made by chance from one that it did: none may record a payment. PIPELINE_FORGERY_WEBHOOKS says
/// how many, PIPELINE_FORGERY_SEED which ones.
/// </summary>
public sealed class ForgedWebhooksTests(ITestOutputHelper output) : HttpTest
{
    // Not the secret with a NUL behind it: to HMAC, which fills keys up with zeros, that is the same key.
    private static readonly string[] OtherSecrets = ["", "whsec_", "whsec_tesT", "test", "whsec_test ", "null", "WHSEC_TEST"];

    [Fact]
    public async Task No_webhook_is_taken_that_the_provider_did_not_sign()
    {
        var id = await PlacedOrderAsync();
        var body = Captured(id);
        var signed = StripeSignature.Sign(body, Secret, Some.Now);
        var (seed, count) = (LongForm.Number("PIPELINE_FORGERY_SEED", 1), LongForm.Number("PIPELINE_FORGERY_WEBHOOKS", 500));
        var refused = new SortedDictionary<int, int>();
        for (var number = 0; number < count; number++)
        {
            var (header, payload) = Forge(new Random((seed * 1_000_003) + number), signed, body);
            var answer = await SendAsync(
                HttpMethod.Post, "webhooks/payments/stripe", payload, "application/json", (StripeSignature.HeaderName, header));

            var status = (int)answer.StatusCode;
            Assert.True(status is 400 or 401, $"Forgery {number} of seed {seed}: {status} for {header} {Convert.ToHexString(payload)}");
            refused[status] = refused.GetValueOrDefault(status) + 1;
        }

        Assert.Equal((1, 0), ((await Orders.LoadAsync(id, default))!.Version, (await Orders.LoadAsync(id, default))!.NetCaptured()));
        DeadLetters.VerifyNoOtherCalls();
        output.WriteLine(string.Join(", ", refused.Select(answered => $"{answered.Key}: {answered.Value}")));
        Assert.Equal([400, 401], refused.Keys);
        await AssertTheRealOneIsTakenAsync(id, body, signed);
    }

    private static (string Header, byte[] Body) Forge(Random random, string signed, byte[] body)
    {
        var (time, hash) = (signed.Split(',')[0], signed.Split(',')[1]);
        var hour = Some.Now.AddSeconds((random.Next(2) == 0 ? 1 : -1) * random.Next(301, 1_000_000));
        return random.Next(9) switch
        {
            0 => (signed, Flip(random, body)),
            1 => (signed, body[..random.Next(body.Length)]),
            2 => (signed, [.. body, (byte)random.Next(256)]),
            3 => ($"{time},{FlipDigit(random, hash)}", body),
            4 => ($"t={Some.Now.ToUnixTimeSeconds() + random.Next(1, 300)},{hash}", body),
            5 => ($"{time},v0{hash[2..]}", body),
            6 => (StripeSignature.Sign(body, Secret, hour), body),
            7 => (StripeSignature.Sign(body, OtherSecrets[random.Next(OtherSecrets.Length)], Some.Now), body),
            _ => ($"{time},v1={Convert.ToHexStringLower(Bytes(random, 32))},v1={Convert.ToHexStringLower(Bytes(random, 32))}", body),
        };
    }

    private async Task AssertTheRealOneIsTakenAsync(string id, byte[] body, string signed)
    {
        var answer = await SendAsync(
            HttpMethod.Post, "webhooks/payments/stripe", body, "application/json", (StripeSignature.HeaderName, signed));

        Assert.Equal((200, 3200), ((int)answer.StatusCode, (await Orders.LoadAsync(id, default))!.NetCaptured()));
    }

    private static byte[] Flip(Random random, byte[] body)
    {
        var flipped = (byte[])body.Clone();
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }

    // Another digit, not the same one in the other case.
    private static string FlipDigit(Random random, string hash)
    {
        var at = random.Next("v1=".Length, hash.Length);
        var digit = (Convert.ToInt32(hash[at].ToString(), 16) + random.Next(1, 16)) % 16;
        return $"{hash[..at]}{digit:x}{hash[(at + 1)..]}";
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Captured(string orderId) => Encoding.UTF8.GetBytes(
        $$$$$"""{"id":"evt_1","type":"payment_intent.succeeded","data":{"object":{"id":"pi_1","amount_received":3200"""
        + $$$$$""","currency":"usd","metadata":{"orderId":"{{{{{orderId}}}}}"}}}}""");
}
