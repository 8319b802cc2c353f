namespace Pipeline.Http.Access;

/// <summary>Who may call an operation; the names are those of Azure Functions' authorization levels.</summary>
public enum AccessLevel
{
    /// <summary>Anyone; the operation makes its own checks, as webhooks do.</summary>
    Anonymous,

    /// <summary>Clients: a client key or the admin key; on Azure a function key.</summary>
    Function,

    /// <summary>Operators: the admin key; on Azure the master key.</summary>
    Admin,
}
