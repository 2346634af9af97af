using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.Office;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing;

/// <summary>Until when a request that waits to be signed elsewhere must be brought back.</summary>
/// <param name="Deadline">In UTC, by this machine's clock.</param>
/// <param name="Nip">The client's; null where the office signs for itself.</param>
/// <param name="Holder">Whose request it is: <c>client 5260001246</c>, <c>identity seal</c>.</param>
/// <param name="File">The file's name.</param>
public sealed record SigningDeadline(DateTimeOffset Deadline, string? Nip, string Holder, string File)
{
    /// <summary>Those to come, the nearest first.</summary>
    public static IReadOnlyList<SigningDeadline> Of(OfficeFolder office, DateTimeOffset now) =>
        [
            .. new SigningRecords(office)
                .All()
                .Where(record => record.Stage is SigningStage.Waiting && record.Deadline > now)
                .OrderBy(record => record.Deadline)
                .Select(record => new SigningDeadline(
                    record.Deadline,
                    record.HolderKind is HolderKind.Client ? record.HolderName : null,
                    $"{new CertificateHolder(record.HolderKind, record.HolderName)}",
                    PlainText.Line(Path.GetFileName(record.Path))
                )),
        ];
}
