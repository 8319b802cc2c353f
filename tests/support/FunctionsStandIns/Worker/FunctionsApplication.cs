namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Compile-time stand-in of the package type of that name.</summary>
public class FunctionsApplication
{
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
