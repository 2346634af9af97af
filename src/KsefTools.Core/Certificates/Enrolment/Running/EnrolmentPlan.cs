using System.Globalization;
using KsefTools.Core.Api.Certificates;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Journal;
using KsefTools.Core.Keys;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Secrets;

namespace KsefTools.Core.Certificates.Enrolment.Running;

/// <summary>
/// What a run is to do, as the first line of its journal says it: all that a later process needs to go on.
/// </summary>
internal sealed record EnrolmentPlan
{
    public required CertificateHolder Holder { get; init; }

    public required string Environment { get; init; }

    public required ContextIdentifier Context { get; init; }

    public required CertificateType Type { get; init; }

    public required KeyAlgorithm Algorithm { get; init; }

    /// <summary>
    /// The certificate's name in KSeF. No other run has the same, so that KSeF's list tells what happened to this one.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>Where certificate and key go.</summary>
    public required SecretAddress Secret { get; init; }

    public DateTimeOffset? ValidFrom { get; init; }

    /// <summary>Where the certificate is that this one takes the place of.</summary>
    public SecretAddress? Old { get; init; }

    /// <summary>Its serial number, where KSeF issued it.</summary>
    public string? OldSerial { get; init; }

    public bool RevokeOld { get; init; }

    /// <summary>As the order has it; no record keeps it.</summary>
    public Func<CommandText, CommandText> Again { get; init; } = command => command;

    /// <summary>
    /// Where the key is alone until it has its certificate: never overwritten, so never half-written.
    /// </summary>
    public SecretAddress KeyCopy => Secret with { Name = $"{Secret.Name}-key" };

    /// <summary>What the run is about, for people: <c>identity seal, Offline, production</c>.</summary>
    public override string ToString() => $"{Holder}, {Type}, {Environment}";

    public (string Name, string? Value)[] ToFields() =>
        [
            ("holder", Holder.Kind.ToString()),
            ("holderName", Holder.Name),
            ("environment", Environment),
            ("contextType", Context.Type.ToString()),
            ("context", Context.Value),
            ("type", Type.ToString()),
            ("algorithm", Algorithm.ToString()),
            ("name", Name),
            ("vault", Secret.Vault),
            ("secret", Secret.Name),
            ("validFrom", ValidFrom?.ToString("O", CultureInfo.InvariantCulture)),
            ("oldVault", Old?.Vault),
            ("oldSecret", Old?.Name),
            ("oldSerial", OldSerial),
            ("revokeOld", RevokeOld ? "yes" : null),
        ];

    /// <summary>Null for a line that is not of an enrolment.</summary>
    public static EnrolmentPlan? Of(JournalEntry started)
    {
        if (
            !Enum.TryParse<HolderKind>(started["holder"], out var kind)
            || !Enum.TryParse<ContextType>(started["contextType"], out var contextType)
            || !Enum.TryParse<CertificateType>(started["type"], out var type)
            || !Enum.TryParse<KeyAlgorithm>(started["algorithm"], out var algorithm)
            || started["holderName"] is not { } holder
            || started["context"] is not { } context
            || started["environment"] is not { } environment
            || started["name"] is not { } name
            || started["secret"] is not { } secret
            || !TryReadMoment(started["validFrom"], out var validFrom)
        )
            return null;
        return new EnrolmentPlan
        {
            Holder = new CertificateHolder(kind, holder),
            Environment = environment,
            Context = new ContextIdentifier(contextType, context),
            Type = type,
            Algorithm = algorithm,
            Name = name,
            Secret = new SecretAddress(started["vault"], secret),
            ValidFrom = validFrom,
            Old = started["oldSecret"] is { } old ? new SecretAddress(started["oldVault"], old) : null,
            OldSerial = started["oldSerial"],
            RevokeOld = started["revokeOld"] is not null,
        };
    }

    private static bool TryReadMoment(string? text, out DateTimeOffset? moment)
    {
        var isMoment = DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.RoundtripKind,
            out var read
        );
        moment = isMoment ? read : null;
        return isMoment || text is null;
    }
}
