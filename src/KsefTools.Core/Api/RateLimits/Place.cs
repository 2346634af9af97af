namespace KsefTools.Core.Api.RateLimits;

/// <summary>A request in the count of a gate.</summary>
/// <param name="Id">The request.</param>
/// <param name="At">
/// When it was sent or, once it is answered, when it was answered; time since the clock's origin.
/// </param>
/// <param name="IsUnderWay">Whether its answer is still to come.</param>
internal readonly record struct Place(long Id, TimeSpan At, bool IsUnderWay);
