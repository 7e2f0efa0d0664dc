using System.Security.Cryptography;
using System.Text;

namespace Foray.Results.Html;

/// <summary>The page's own style or script: the only ones that its policy lets the browser apply.</summary>
/// <param name="Text">Its text.</param>
internal sealed record PagePart(string Text)
{
    /// <summary>How a Content-Security-Policy names it.</summary>
    public string Source => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'";

    public static PagePart Load(string name)
    {
        using var reader = new StreamReader(typeof(PagePart).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
        return new PagePart(reader.ReadToEnd());
    }
}
