using KsefTools.Core.Secrets;
using KsefTools.Core.SignIn;
using KsefTools.Core.SignIn.Sessions;

namespace KsefTools.Cmdlets.Sessions;

/// <summary>What a command asks KSeF with.</summary>
/// <param name="Vault">The vaults, as this command reaches them; only while it runs.</param>
/// <param name="Sessions">Sign-ins and limits, which outlive it.</param>
/// <param name="Cache">
/// What <paramref name="Sessions"/> remember; read before, and kept after the command by itself.
/// </param>
internal sealed record Ksef(ISecretVault Vault, KsefSessions Sessions, SessionCache Cache);
