using System.Text.Json;
using System.Text.Json.Serialization;
using KsefTools.Sandbox.Certificates.Planting;
using KsefTools.Sandbox.Faults;
using KsefTools.Sandbox.Hosting;
using KsefTools.Sandbox.State.Grants;

namespace KsefTools.Sandbox.Control;

/// <summary>JSON of the control requests: a misspelt field is an error, not silence.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow
)]
[JsonSerializable(typeof(ControlError))]
[JsonSerializable(typeof(CreateTokenCommand))]
[JsonSerializable(typeof(CreatedToken))]
[JsonSerializable(typeof(ChangeTokenCommand))]
[JsonSerializable(typeof(OpenSessionCommand))]
[JsonSerializable(typeof(OpenedSession))]
[JsonSerializable(typeof(CertificatePlan))]
[JsonSerializable(typeof(PlantedCertificate))]
[JsonSerializable(typeof(ChangeCertificateCommand))]
[JsonSerializable(typeof(AuthorityState))]
[JsonSerializable(typeof(PlantGrantsCommand))]
[JsonSerializable(typeof(GrantStates))]
[JsonSerializable(typeof(PlantedOutcome))]
[JsonSerializable(typeof(ClockCommand))]
[JsonSerializable(typeof(ClockState))]
[JsonSerializable(typeof(KeyCommand))]
[JsonSerializable(typeof(KeyState))]
[JsonSerializable(typeof(CountersState))]
[JsonSerializable(typeof(SandboxState))]
[JsonSerializable(typeof(SandboxSettings))]
[JsonSerializable(typeof(FaultRule))]
[JsonSerializable(typeof(IReadOnlyList<FaultRule>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
internal sealed partial class ControlJson : JsonSerializerContext;
