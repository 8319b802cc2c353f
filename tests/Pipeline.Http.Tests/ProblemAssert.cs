using System.Text.Json;

namespace Pipeline.Http.Tests;

/// <summary>Checks what every error response must be.</summary>
public static class ProblemAssert
{
    /// <summary>Asserts a complete problem document of that status and type, and returns it.</summary>
    public static async Task<JsonElement> IsAsync(HttpResponseMessage response, int status, string code)
    {
        var problem = await IsAsync(response);
        Assert.Equal(
            (status, "https://pipeline.example.com/problems/" + code), ((int)response.StatusCode, problem.GetProperty("type").GetString()));
        return problem;
    }

    /// <summary>Asserts a complete problem document of any type, and returns it.</summary>
    public static async Task<JsonElement> IsAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.Content.Headers.ContentType?.ToString() == "application/problem+json", $"{response.StatusCode}: {text}");
        var problem = JsonElement.Parse(text);
        Assert.StartsWith("https://pipeline.example.com/problems/", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("title").GetString()!);
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.StartsWith("/", problem.GetProperty("instance").GetString(), StringComparison.Ordinal);
        return problem;
    }

    /// <summary>Asserts a 422 that names exactly these fields.</summary>
    public static async Task NamesAsync(HttpResponseMessage response, params string[] fields)
    {
        var problem = await IsAsync(response);
        Assert.Equal(422, (int)response.StatusCode);
        var named = problem.GetProperty("errors").EnumerateObject().Select(field => field.Name);
        Assert.Equal(fields.Order(), named.Order());
    }
}
