namespace Pipeline.Operations;

/// <summary>Port: how the pipeline is doing.</summary>
public interface IPipelineStats
{
    Task<PipelineStats> ReadAsync(CancellationToken cancellation);
}
