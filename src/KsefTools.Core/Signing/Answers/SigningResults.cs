using KsefTools.Core.Identifiers;
using KsefTools.Core.Office;
using KsefTools.Core.SignIn.Xades.Checking;
using KsefTools.Core.Signing.Records;

namespace KsefTools.Core.Signing.Answers;

/// <summary>Makes the objects that a script sees.</summary>
internal sealed class SigningResults(OfficeFolder office)
{
    /// <summary>Of a file that answers no request.</summary>
    public KsefSigningResult Rejected(string path, string reason) =>
        new()
        {
            Outcome = SigningOutcome.Rejected,
            Reason = PlainText.Line(reason),
            Path = path,
            OfficePath = office.Path,
        };

    public KsefSigningResult Of(
        SigningRecord record,
        string path,
        SigningOutcome outcome,
        string reason,
        SignedRequest? signed = null
    ) =>
        new()
        {
            Outcome = outcome,
            Reason = PlainText.Line(reason),
            Path = path,
            Nip = new ContextIdentifier(record.ContextType, record.Context).ClientNumber,
            Holder = record.ToOrder().Holder.ToString(),
            Environment = record.Environment,
            Purpose = record.Enrolment is null ? SigningPurpose.Session : SigningPurpose.Enrolment,
            SignedBy = signed?.Signer.Identity.ToString(),
            OfficePath = office.Path,
        };
}
