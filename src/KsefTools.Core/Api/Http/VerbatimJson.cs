using System.Text.Json.Serialization;
using KsefTools.Core.Api.Certificates;

namespace KsefTools.Core.Api.Http;

/// <summary>Answers whose texts go back to KSeF letter by letter, and so are read as they are.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EnrollmentSubject))]
internal sealed partial class VerbatimJson : JsonSerializerContext;
