using Azure.Messaging;
using Pipeline.Failures;
using Pipeline.Payments;

namespace Pipeline.Azure.DeadLetters;

/// <summary>Records again what a payment webhook said.</summary>
internal sealed class RecordPaymentAgain(RecordPayment payments) : IReplayRoute
{
    public string Queue => RecordPayment.QueueName;

    public Task<Failure?> ReplayAsync(CloudEvent cloudEvent, CancellationToken cancellation) =>
        payments.RecordAsync(cloudEvent, cancellation);
}
