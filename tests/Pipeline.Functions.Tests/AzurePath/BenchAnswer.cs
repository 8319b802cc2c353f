using System.Net;
using System.Text.Json;

namespace Pipeline.Functions.Tests.AzurePath;

/// <summary>What an HTTP function answered.</summary>
internal sealed record BenchAnswer(HttpStatusCode Status, JsonElement? Json);
