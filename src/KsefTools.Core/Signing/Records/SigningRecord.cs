using KsefTools.Core.Api;
using KsefTools.Core.Identifiers;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades;

namespace KsefTools.Core.Signing.Records;

/// <summary>
/// What was asked and how far it is: all that a later process needs to take the answer. Holds no secret.
/// </summary>
internal sealed record SigningRecord
{
    public required string Challenge { get; init; }

    public required HolderKind HolderKind { get; init; }

    public required string HolderName { get; init; }

    public required string Environment { get; init; }

    public required ContextType ContextType { get; init; }

    public required string Context { get; init; }

    public required SubjectIdentifierType SubjectType { get; init; }

    public required AuthTokenSchema Schema { get; init; }

    public AllowedIps? AllowedIps { get; init; }

    /// <summary>By this machine's clock, in UTC.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>The unsigned file.</summary>
    public required string Path { get; init; }

    public EnrolmentTerms? Enrolment { get; init; }

    public SigningStage Stage { get; init; }

    /// <summary>What KSeF said when it let nobody in.</summary>
    public string? Refusal { get; init; }

    /// <summary>The file of the request that has this one's place.</summary>
    public string? ReplacedBy { get; init; }

    public static SigningRecord Of(
        SigningOrder order,
        AuthTokenRequest request,
        DateTimeOffset deadline,
        string path
    ) =>
        new()
        {
            Challenge = request.Challenge,
            HolderKind = order.Holder.Kind,
            HolderName = order.Holder.Name,
            Environment = order.Environment.Name,
            ContextType = request.Context.Type,
            Context = request.Context.Value,
            SubjectType = request.SubjectType,
            Schema = request.Schema,
            AllowedIps = request.AllowedIps,
            Deadline = deadline,
            Path = path,
            Enrolment = order.Enrolment,
        };

    public SigningOrder ToOrder() =>
        new()
        {
            Holder = new CertificateHolder(HolderKind, HolderName),
            Environment = KsefEnvironment.Parse(Environment),
            Context = new ContextIdentifier(ContextType, Context),
            SubjectType = SubjectType,
            Enrolment = Enrolment,
        };

    public AuthTokenRequest ToRequest() =>
        new(Challenge, new ContextIdentifier(ContextType, Context), SubjectType)
        {
            AllowedIps = AllowedIps,
            Schema = Schema,
        };

    /// <summary>For one that was written a moment ago, so that nobody has answered it.</summary>
    public KsefSigningRequest ToKsefSigningRequest(string officePath, DateTimeOffset now) =>
        new()
        {
            Path = Path,
            Nip = new ContextIdentifier(ContextType, Context).ClientNumber,
            Holder = ToOrder().Holder.ToString(),
            Environment = Environment,
            Deadline = Deadline,
            MinutesLeft = (int)Math.Max(0, (Deadline - now).TotalMinutes),
            Purpose = Enrolment is null ? SigningPurpose.Session : SigningPurpose.Enrolment,
            State = now < Deadline ? SigningState.Waiting : SigningState.Late,
            OfficePath = officePath,
        };
}
