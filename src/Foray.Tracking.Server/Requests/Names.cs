using System.Text.RegularExpressions;

namespace Foray.Tracking.Server.Requests;

/// <summary>What names and values MLflow takes.</summary>
/// <remarks>Source: MLflow 2 and 3, <c>mlflow/utils/validation.py</c>.</remarks>
internal static partial class Names
{
    private const int LongestKey = 250;
    private const int LongestParameter = 6000;
    private const int LongestTag = 5000;
    private const int LongestExperiment = 500;

    public static string Metric(string name) => Key("metric", name);

    public static string ParameterKey(string name) => Key("parameter", name);

    public static string TagKey(string name) => Key("tag", name);

    public static string ParameterValue(string key, string value) => Short($"The value of parameter '{key}'", value, LongestParameter);

    public static string TagValue(string key, string value) => Short($"The value of tag '{key}'", value, LongestTag);

    public static string Experiment(string name) => name.Length > 0
        ? Short("The experiment name", name, LongestExperiment)
        : throw ApiException.Invalid("Invalid experiment name: ''.");

    private static string Key(string what, string name)
    {
        if (name.Length == 0)
            throw ApiException.Invalid($"Missing value for required parameter 'key': a {what} has a name.");
        if (!Allowed().IsMatch(name))
            throw ApiException.Invalid($"Invalid {what} name: '{Fields.Shown(name)}'. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.), spaces ( ), and slashes (/).");
        if (!IsPlainPath(name))
            throw ApiException.Invalid($"Invalid {what} name: '{Fields.Shown(name)}'. Names may be treated as paths, and must not lead elsewhere or have empty parts.");
        return Short($"The {what} name", name, LongestKey);
    }

    private static bool IsPlainPath(string name) => name.Split('/').All(part => part is not ("" or "." or ".."));

    private static string Short(string what, string text, int longest) => text.Length <= longest
        ? text
        : throw ApiException.Invalid($"{what} had length {text.Length}, which exceeded length limit of {longest}.");

    [GeneratedRegex(@"\A[/\w.\- ]*\z")]
    private static partial Regex Allowed();
}
