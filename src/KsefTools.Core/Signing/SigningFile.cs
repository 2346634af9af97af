using System.Globalization;
using System.Text;
using KsefTools.Core.Files;
using KsefTools.Core.Keys.Certificates;
using KsefTools.Core.SignIn.Xades;

namespace KsefTools.Core.Signing;

/// <summary>
/// The files that are signed: readable by their owner only, named so that a person sees whose they are and until when.
/// </summary>
internal static class SigningFile
{
    /// <summary>
    /// The name without its ending: <c>5260001246-do-20261125-1432</c>. Local time, so that it compares with a clock on
    /// the wall; <c>do</c> is the Polish <c>until</c>. An identity of the office stands after the NIP.
    /// </summary>
    public static string NameOf(SigningOrder order, DateTimeOffset deadline, TimeProvider time)
    {
        var local = TimeZoneInfo.ConvertTime(deadline, time.LocalTimeZone);
        var who = order.Context.ClientNumber;
        if (order.Holder.Kind is HolderKind.OfficeIdentity)
            who += "-" + Plain(order.Holder.Name);
        return $"{who}-do-{local.ToString("yyyyMMdd-HHmm", CultureInfo.InvariantCulture)}";
    }

    /// <summary>Creates the folder for them; one that exists stays as it is.</summary>
    public static void CreateFolder(string folder) => AtomicFile.CreateFolder(folder);

    /// <summary>Creates a file that is not there yet, under the name or one with a number after it.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">Without its ending.</param>
    /// <param name="request">What is to be signed.</param>
    /// <param name="announced">Hears of the path before the file is there.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public static void Create(string folder, string name, AuthTokenRequest request, Action<string> announced)
    {
        var bytes = Encoding.UTF8.GetBytes(request.ToXml(indented: true));
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : $"-{number.ToString(CultureInfo.InvariantCulture)}";
            var path = Path.Combine(folder, $"{name}{suffix}.xml");
            if (File.Exists(path))
                continue;
            announced(path);
            try
            {
                OwnerOnlyFile.Write(path, bytes, overwrite: false);
                return;
            }
            catch (IOException) when (File.Exists(path))
            {
                // Somebody else's, a moment ago.
            }
        }
    }

    /// <summary>
    /// Takes away a file of ours whose time is over, so that nobody signs it; what a person put in its place stays.
    /// </summary>
    public static void TryRemove(string path, AuthTokenRequest request)
    {
        try
        {
            if (
                File.Exists(path)
                && string.Equals(RegularFile.ReadAllText(path), request.ToXml(indented: true), StringComparison.Ordinal)
            )
                File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Whoever signs it is told that it is too late.
        }
    }

    private static string Plain(string name) =>
        string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-'));
}
