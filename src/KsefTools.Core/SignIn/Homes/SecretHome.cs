namespace KsefTools.Core.SignIn.Homes;

/// <summary>A line of what a user remembers of secrets.</summary>
/// <param name="Secret">The secret's name.</param>
/// <param name="Environment">As <see cref="Api.KsefEnvironment.Name"/>.</param>
/// <param name="IsOnly">
/// Whether it was stored for this environment now, so that what was known before no longer counts.
/// </param>
internal sealed record SecretHome(string Secret, string Environment, bool IsOnly);
