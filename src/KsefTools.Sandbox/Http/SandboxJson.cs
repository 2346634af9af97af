using System.Text.Json.Serialization;
using KsefTools.Sandbox.Auth;
using KsefTools.Sandbox.Certificates;
using KsefTools.Sandbox.Http.Errors;
using KsefTools.Sandbox.Keys;
using KsefTools.Sandbox.Lighthouse;
using KsefTools.Sandbox.Limits;
using KsefTools.Sandbox.Peppol;
using KsefTools.Sandbox.Permissions.Granting;
using KsefTools.Sandbox.Permissions.Queries;
using KsefTools.Sandbox.Permissions.Queries.Personal;
using KsefTools.Sandbox.Permissions.Queries.Persons;
using KsefTools.Sandbox.RateLimits;
using KsefTools.Sandbox.TestData;
using KsefTools.Sandbox.Tokens;

namespace KsefTools.Sandbox.Http;

/// <summary>
/// Serializers made at compile time: the sandbox must be faster than the client it measures. Names in requests are read
/// in any case, as KSeF takes the PascalCase of the Ministry's own client.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    PropertyNameCaseInsensitive = true
)]
[JsonSerializable(typeof(ExceptionResponse))]
[JsonSerializable(typeof(LighthouseBody))]
[JsonSerializable(typeof(ProblemDetailsBody))]
[JsonSerializable(typeof(TooManyRequestsResponse))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(List<PublicKeyCertificateBody>))]
[JsonSerializable(typeof(ChallengeBody))]
[JsonSerializable(typeof(TokenSignInRequest))]
[JsonSerializable(typeof(SignInStartedBody))]
[JsonSerializable(typeof(SignInStatusBody))]
[JsonSerializable(typeof(RedeemedBody))]
[JsonSerializable(typeof(RefreshedBody))]
[JsonSerializable(typeof(TokenListBody))]
[JsonSerializable(typeof(TokenBody))]
[JsonSerializable(typeof(RateLimitTable))]
[JsonSerializable(typeof(SetRateLimitsRequest))]
[JsonSerializable(typeof(ContextLimits))]
[JsonSerializable(typeof(SubjectLimits))]
[JsonSerializable(typeof(SetSubjectLimitsRequest))]
[JsonSerializable(typeof(PersonalGrantsRequest))]
[JsonSerializable(typeof(PersonalGrantsBody))]
[JsonSerializable(typeof(PersonGrantRequest))]
[JsonSerializable(typeof(EntityGrantRequest))]
[JsonSerializable(typeof(IndirectGrantRequest))]
[JsonSerializable(typeof(SubunitGrantRequest))]
[JsonSerializable(typeof(AuthorizationRequest))]
[JsonSerializable(typeof(AcceptedOperationBody))]
[JsonSerializable(typeof(OperationStatusBody))]
[JsonSerializable(typeof(PersonGrantsRequest))]
[JsonSerializable(typeof(PersonGrantsBody))]
[JsonSerializable(typeof(EntityGrantsRequest))]
[JsonSerializable(typeof(EntityGrantsBody))]
[JsonSerializable(typeof(SubunitGrantsRequest))]
[JsonSerializable(typeof(SubunitGrantsBody))]
[JsonSerializable(typeof(AuthorizationsRequest))]
[JsonSerializable(typeof(AuthorizationsBody))]
[JsonSerializable(typeof(RolesBody))]
[JsonSerializable(typeof(SubordinateRolesRequest))]
[JsonSerializable(typeof(SubordinateRolesBody))]
[JsonSerializable(typeof(AttachmentStatusBody))]
[JsonSerializable(typeof(EuAdministrationRequest))]
[JsonSerializable(typeof(EuGrantRequest))]
[JsonSerializable(typeof(EuGrantsRequest))]
[JsonSerializable(typeof(EuGrantsBody))]
[JsonSerializable(typeof(ProvidersBody))]
[JsonSerializable(typeof(CreateSubjectRequest))]
[JsonSerializable(typeof(RemoveSubjectRequest))]
[JsonSerializable(typeof(CreatePersonRequest))]
[JsonSerializable(typeof(NipRequest))]
[JsonSerializable(typeof(RevokeAttachmentRequest))]
[JsonSerializable(typeof(GrantRequest))]
[JsonSerializable(typeof(ContextRequest))]
[JsonSerializable(typeof(CreateTokenRequest))]
[JsonSerializable(typeof(CreatedTokenBody))]
[JsonSerializable(typeof(SessionListBody))]
[JsonSerializable(typeof(QuotasBody))]
[JsonSerializable(typeof(EnrollmentDataBody))]
[JsonSerializable(typeof(EnrollRequest))]
[JsonSerializable(typeof(EnrolledBody))]
[JsonSerializable(typeof(EnrollmentStatusBody))]
[JsonSerializable(typeof(RetrieveRequest))]
[JsonSerializable(typeof(RetrievedListBody))]
[JsonSerializable(typeof(QueryRequest))]
[JsonSerializable(typeof(CertificateListBody))]
[JsonSerializable(typeof(CertificateBody))]
[JsonSerializable(typeof(RevokeRequest))]
[JsonSerializable(typeof(UpdateCertificateRequest))]
internal sealed partial class SandboxJson : JsonSerializerContext;
