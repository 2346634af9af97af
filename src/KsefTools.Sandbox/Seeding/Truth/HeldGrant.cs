namespace KsefTools.Sandbox.Seeding.Truth;

/// <summary>A permission of a holder's.</summary>
/// <param name="Nip">The client where it holds.</param>
/// <param name="Id">By which it is taken back.</param>
/// <param name="Permission">Which.</param>
/// <param name="GrantedIn">The context in which it was granted: the client's, or the office's.</param>
/// <param name="IsVisible">
/// Whether the office is shown it, by a token with CredentialsManage or at home. What it is not, only the client can
/// take back.
/// </param>
public sealed record HeldGrant(string Nip, Guid Id, string Permission, string GrantedIn, bool IsVisible);
