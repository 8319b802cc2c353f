using Pipeline.Events;

namespace Pipeline.Users;

/// <summary>user.signed-up: someone made an account.</summary>
public sealed record UserSignedUp(string UserId, string Email, string? Name = null) : IEvent;
