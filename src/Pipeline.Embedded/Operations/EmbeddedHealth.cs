using Pipeline.Embedded.Engine;
using Pipeline.Embedded.Storage;
using Pipeline.Failures;
using Pipeline.Operations;

namespace Pipeline.Embedded.Operations;

/// <summary>Ready means: an empty transaction can be committed and new work is admitted.</summary>
internal sealed class EmbeddedHealth(Writer writer, Admission admission) : IHealth
{
    public async ValueTask<Failure?> CheckAsync(CancellationToken cancellation)
    {
        try
        {
            admission.ThrowIfOverloaded();
            await writer.RunAsync(_ => true).WaitAsync(cancellation);
            return null;
        }
        catch (FailureException error)
        {
            return error.Failure;
        }
    }
}
