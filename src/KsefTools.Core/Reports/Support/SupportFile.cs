using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using KsefTools.Core.Files;
using KsefTools.Core.Office;
using KsefTools.Core.Runs;
using KsefTools.Core.Runs.Storage;

namespace KsefTools.Core.Reports.Support;

/// <summary>
/// What a report of a bug needs, as a zip that may be shown: versions, settings, lint, the last run and its log. Made
/// of chosen fields, and never of whole files: a comment in office.yaml is nobody's business.
/// </summary>
/// <param name="office">The office.</param>
/// <param name="versions">What runs here, by name; texts of ours and of programs, not of people.</param>
/// <param name="issues">What the lint found.</param>
public sealed class SupportFile(
    OfficeFolder office,
    IReadOnlyDictionary<string, string?> versions,
    IReadOnlyList<KsefOfficeIssue> issues
)
{
    private static readonly JsonSerializerOptions Json = new(RunJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        WriteIndented = true,
    };

    /// <summary>Writes it, readable by its owner alone.</summary>
    /// <param name="path">The file.</param>
    /// <param name="runId">The run; null for the newest, if there is one.</param>
    /// <param name="overwrite">Whether a file that is there may be replaced.</param>
    /// <exception cref="RunException">There is no such run.</exception>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written to.</exception>
    public void Write(string path, string? runId, bool overwrite)
    {
        var store = new RunStore(office);
        var newest = runId ?? (store.List() is [var latest, ..] ? latest.RunId : null);
        var run = newest is null ? null : TryRead(store, newest, isAsked: runId is not null);
        var mask = new Mask(office, run);
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, "versions.json", ToJson(Versions(mask)));
            Add(zip, "settings.json", ToJson(Settings(mask)));
            Add(zip, "lint.json", ToJson(new JsonArray([.. issues.Select(issue => Issue(issue, mask))])));
            if (run is not null)
                Add(zip, "results.json", ToJson(Run(run, mask)));
            if (newest is not null)
                Add(zip, "log.jsonl", Log(Path.Combine(store.Path, newest, RunFolder.LogFile), mask));
        }
        OwnerOnlyFile.Write(path, bytes.ToArray(), overwrite);
    }

    private static RunRecord? TryRead(RunStore store, string runId, bool isAsked)
    {
        try
        {
            return store.Read(runId);
        }
        catch (RunException) when (!isAsked)
        {
            // A run that cannot be read may be what the bug is about; its log is there.
            return null;
        }
    }

    private JsonObject Versions(Mask mask)
    {
        var all = new JsonObject();
        foreach (var (name, version) in versions)
            all[name] = mask.OptionalText(version);
        return all;
    }

    private JsonObject Settings(Mask mask)
    {
        var (settings, policy) = (office.Settings, office.Settings.Policy);
        return new()
        {
            ["environment"] = mask.Text(settings.Environment),
            ["hasVault"] = settings.Vault is not null,
            ["identities"] = new JsonArray([
                .. settings.Identities.Select(identity => JsonValue.Create($"{identity.Kind}")),
            ]),
            ["clients"] = office.Profiles.ReadAll().Count,
            ["policy"] = new JsonObject
            {
                ["tokensEndOn"] = LocalTime.Day(policy.TokensEndOn),
                ["tokensEndAnnounced"] = policy.TokensEndAnnounced is { } day ? LocalTime.Day(day) : null,
                ["rotateAfterDays"] = policy.RotateAfter.TotalDays,
                ["unusedAfterDays"] = policy.UnusedAfter.TotalDays,
                ["renewBeforeDays"] = policy.RenewBefore.TotalDays,
                ["neverPermissions"] = new JsonArray([
                    .. policy.NeverPermissions.Select(one => JsonValue.Create(mask.Text(one))),
                ]),
                ["otherEnvironments"] = policy.OtherEnvironments.Count,
                ["throttle"] = mask.Text($"{policy.Throttle}"),
            },
        };
    }

    private static JsonObject Issue(KsefOfficeIssue issue, Mask mask) =>
        new()
        {
            ["code"] = $"{issue.Code}",
            ["severity"] = $"{issue.Severity}",
            ["message"] = mask.Text(issue.Message),
            ["nip"] = mask.OptionalText(issue.Nip),
            ["line"] = issue.Line,
            ["column"] = issue.Column,
        };

    private static JsonObject Run(RunRecord run, Mask mask) =>
        new()
        {
            ["version"] = run.Version,
            ["runId"] = run.RunId,
            ["tool"] = mask.Text(run.Tool),
            ["language"] = run.Language,
            ["outcome"] = $"{run.Outcome}",
            ["reason"] = mask.OptionalText(run.Reason),
            ["startedAt"] = run.StartedAt,
            ["endedAt"] = run.EndedAt,
            ["previousRun"] = run.PreviousRun,
            ["results"] = new JsonArray([.. run.Results.Select(result => Result(result, mask))]),
        };

    private static JsonObject Result(KsefAuditResult result, Mask mask) =>
        new()
        {
            ["area"] = $"{result.Area}",
            ["nip"] = result.Nip is { } nip ? mask.Name(nip) : null,
            ["name"] = mask.Name(result.Name),
            ["environment"] = mask.OptionalText(result.Environment),
            ["status"] = $"{result.Status}",
            ["kind"] = result.Kind is { } kind ? $"{kind}" : null,
            ["identity"] = result.Identity is { } identity ? mask.Name(identity) : null,
            ["secret"] = mask.OptionalText(result.SecretName),
            ["permissions"] = new JsonArray([.. result.Permissions.Select(one => JsonValue.Create(mask.Text(one)))]),
            ["createdOn"] = result.CreatedOn,
            ["lastUsedOn"] = result.LastUsedOn,
            ["validTo"] = result.ValidTo,
            ["remaining"] = result.Remaining,
            ["limit"] = result.Limit,
            ["testedAt"] = result.TestedAt,
            ["findings"] = new JsonArray([
                .. result.Findings.Select(finding => new JsonObject
                {
                    ["code"] = finding.Code,
                    ["severity"] = $"{finding.Severity}",
                    ["message"] = mask.Text(finding.Message),
                    ["who"] = $"{finding.Who}",
                }),
            ]),
        };

    private static byte[] Log(string path, Mask mask)
    {
        var lines = new StringBuilder();
        try
        {
            foreach (var line in Encoding.UTF8.GetString(RegularFile.ReadAllBytes(path)).Split('\n'))
                if (TryParse(line) is { } read)
                {
                    foreach (var (key, value) in read.ToList())
                        if (value is JsonValue text && text.GetValueKind() is JsonValueKind.String)
                            read[key] =
                                key is "name" ? mask.Name($"{text}")
                                : key is "at" or "run" ? $"{text}"
                                : mask.Text($"{text}");
                    lines.Append(read.ToJsonString()).Append('\n');
                }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            lines.Append(mask.Text(exception.Message)).Append('\n');
        }
        return Encoding.UTF8.GetBytes(lines.ToString());
    }

    private static JsonObject? TryParse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static byte[] ToJson(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Json));

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var file = zip.CreateEntry(name).Open();
        file.Write(content);
    }
}
