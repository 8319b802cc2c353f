namespace Pipeline.Http;

/// <summary>Who may call an operation; the names are those of Azure Functions' authorization levels.</summary>
public enum AccessLevel
{
    /// <summary>Anyone; the operation checks by itself, as webhooks do.</summary>
    Anonymous,

    /// <summary>Clients; on Azure with a function key.</summary>
    Function,

    /// <summary>Operators: the admin key, except over loopback.</summary>
    Admin,
}
