using System.Collections.Frozen;

namespace KsefTools.Core.Secrets;

/// <summary>A vault did not do what it was asked. The message names vault and secret, never a secret's text.</summary>
public sealed class SecretVaultException(
    SecretVaultFailure failure,
    string? vault,
    string message,
    Exception? innerException = null
) : Exception(message, innerException)
{
    /// <summary>A vault's own refusal. It is a program of others, and might quote the secret that it refuses.</summary>
    /// <param name="vault">The vault; null for the session's default vault.</param>
    /// <param name="said">In its words.</param>
    /// <param name="cause">What it threw.</param>
    public static SecretVaultException Refused(string? vault, string said, Exception cause)
    {
        var scrubbed = SecretShape.Blot(said);
        return new(
            SecretVaultFailure.Other,
            vault,
            UiText.Of(
                $"Vault {VaultName.Of(vault)} said: {scrubbed}",
                $"Magazyn {VaultName.Of(vault)} zgłosił: {scrubbed}"
            ),
            cause
        );
    }

    /// <summary>What nobody foresaw of a vault: its type alone, because its message might quote a secret.</summary>
    public static SecretVaultException Unexpected(string? vault, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var name = cause.GetType().Name;
        return new(
            SecretVaultFailure.Other,
            vault,
            UiText.Of(
                $"Vault {VaultName.Of(vault)} failed with an unexpected {name}.",
                $"Magazyn {VaultName.Of(vault)} zawiódł: niespodziewany błąd {name}."
            ),
            cause
        );
    }

    /// <summary>A vault holds nothing at all, though several of its secrets are named.</summary>
    public static SecretVaultException Empty(string? vault) =>
        new(
            SecretVaultFailure.Empty,
            vault,
            UiText.Of(
                $"Vault {VaultName.Of(vault)} holds none of the secrets that are named, nor any other: it is "
                    + $"another account's, or has lost its file. This process runs as {Environment.UserName}.",
                $"W magazynie {VaultName.Of(vault)} nie ma żadnego ze wskazanych sekretów ani żadnych innych: to "
                    + $"magazyn innego konta albo stracił plik. Ten proces działa jako {Environment.UserName}."
            )
        );

    /// <summary>A vault refused some secrets of a batch for what they are; the others were written.</summary>
    internal static SecretVaultException OfSome(
        IReadOnlyDictionary<SecretAddress, SecretVaultException> refusals,
        IReadOnlyCollection<SecretAddress> written
    )
    {
        var first = refusals.Values.First();
        var others = string.Join(", ", refusals.Keys.Skip(1).Select(address => address.ToString()));
        return new(
            first.Failure,
            first.Vault,
            others.Length == 0
                ? first.Message
                : UiText.Of($"{first.Message} So it is with {others}.", $"{first.Message} Tak samo: {others}."),
            first
        )
        {
            Written = [.. written],
            Refusals = refusals,
        };
    }

    public SecretVaultFailure Failure { get; } = failure;

    public string? Vault { get; } = vault;

    /// <summary>
    /// Whether a failed batch may have torn the vault's file: then only <see cref="Written"/> counts, because what the
    /// vault shows may be what it remembers.
    /// </summary>
    public bool MayBeTorn { get; init; }

    /// <summary>After a failed batch: the secrets that were written and read back all the same.</summary>
    public IReadOnlyCollection<SecretAddress> Written { get; init; } = [];

    /// <summary>After a failed batch: what the vault took and then did not answer for. It may be there.</summary>
    public IReadOnlyCollection<SecretAddress> Unread { get; init; } = [];

    /// <summary>After a batch of which a vault refused some for what they are: why, for each of these.</summary>
    public IReadOnlyDictionary<SecretAddress, SecretVaultException> Refusals { get; init; } =
        FrozenDictionary<SecretAddress, SecretVaultException>.Empty;
}
