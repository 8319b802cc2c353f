namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder) => builder;
}
