using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public interface IFunctionsWorkerApplicationBuilder
{
    IServiceCollection Services { get; }
}
