namespace Pipeline.Infrastructure.Tests.Roles;

/// <summary>A role that someone has on a resource.</summary>
/// <param name="Who">app, topic, system-topic or deployer.</param>
/// <param name="Role">The role's name.</param>
/// <param name="Scope">The type of the resource, and the last part of its name where that matters.</param>
internal sealed record Grant(string Who, string Role, string Scope);
