namespace Pipeline.Orders;

/// <summary>What someone wants of an order; <see cref="OrderDecider"/> says what happens.</summary>
public abstract record OrderCommand;
