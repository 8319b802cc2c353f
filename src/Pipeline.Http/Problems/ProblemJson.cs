using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Pipeline.Http.Problems;

/// <summary>Source-generated JSON of problem documents.</summary>
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(HttpValidationProblemDetails))]
internal sealed partial class ProblemJson : JsonSerializerContext;
