using System.Collections.Immutable;
using Azure.Messaging;
using Pipeline.Failures;
using Pipeline.Orders;

namespace Pipeline.Reactions;

/// <summary>
/// Queue project-order-view: brings the read model up to date. It copies the current order rather than applying the one event, so that
/// reordered, repeated or skipped events end in the same view.
/// </summary>
public sealed class ProjectOrderView(IOrderStore orders) : IReaction
{
    public string Queue => "project-order-view";

    public async ValueTask<Result<ImmutableArray<Effect>>> ReactAsync(CloudEvent cloudEvent, CancellationToken cancellation)
    {
        var found = await orders.FindSubjectAsync(cloudEvent.Subject!, cancellation);
        return found.TryGet(out var order, out var missing)
            ? ImmutableArray.Create<Effect>(new SaveOrderView(OrderView.Of(order)))
            : missing;
    }
}
