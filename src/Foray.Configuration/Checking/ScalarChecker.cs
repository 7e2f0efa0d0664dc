using System.Globalization;
using System.Text.RegularExpressions;
using Foray.Configuration.Diagnostics;
using Foray.Plugins.Schemas;
using Foray.Sdk.Documents;
using Foray.Sdk.Machines;
using Foray.Sdk.Options;
using ValueType = Foray.Plugins.Schemas.ValueType;

namespace Foray.Configuration.Checking;

/// <summary>Single values.</summary>
internal sealed class ScalarChecker(CheckScope scope)
{
    private static readonly TimeSpan PatternTimeout = TimeSpan.FromSeconds(1);

    public void Check(DocumentNode node, ValueSchema schema, OptionName name)
    {
        if (node is not ScalarNode { Kind: not ScalarKind.Null } scalar)
        {
            scope.WrongType(node, name, Expected(schema.Type));
            return;
        }

        switch (schema.Type)
        {
            case ValueType.String:
                CheckText(scalar, schema, name);
                break;
            case ValueType.Integer:
                CheckInteger(scalar, schema, name);
                break;
            case ValueType.Number:
                CheckNumber(scalar, schema, name);
                break;
            case ValueType.Boolean:
                if (scalar.Kind != ScalarKind.Boolean)
                    scope.WrongType(scalar, name, Expected(schema.Type), "write true or false, without quotes");
                break;
            case ValueType.Enum:
                CheckEnum(scalar, schema, name);
                break;
            case ValueType.Duration:
                CheckDuration(scalar, name);
                break;
            case ValueType.Size:
                if (!ByteSize.TryParse(scalar.Text, out _))
                    scope.Error(ConfigurationCodes.BadSize, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which is not a size", "write a size such as 512MiB, 1.5GB or 4096");
                break;
            case ValueType.Cidr:
                CheckCidr(scalar, name);
                break;
            case ValueType.InputPath:
                CheckInput(scalar, name);
                break;
        }
    }

    private static string Expected(ValueType type) => type switch
    {
        ValueType.Integer => "a whole number",
        ValueType.Number => "a number",
        ValueType.Boolean => "true or false",
        ValueType.Enum => "a name",
        ValueType.Duration => "a duration such as 90s or 5m",
        ValueType.Size => "a size such as 512MiB",
        ValueType.Cidr => "a range of addresses such as 192.168.42.0/24",
        ValueType.InputPath => "a path",
        ValueType.Scalar => "text, a number or true/false",
        _ => "text",
    };

    private void CheckText(ScalarNode scalar, ValueSchema schema, OptionName name)
    {
        if (schema.WithinFolder && LeadsOut(scalar.Text))
            scope.Error(ConfigurationCodes.PathLeadsOut, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which is relative and contains '..'", "write a path below the folder, or an absolute one");
        if (schema.MinimumLength is null && schema.MaximumLength is null && schema.Pattern is null)
            return;
        var length = LengthOf(scalar.Text);
        if (length < schema.MinimumLength)
            scope.Error(ConfigurationCodes.BadForm, scalar, length == 0 ? $"{name} is empty" : $"{name} is {Excerpt.Of(scalar.Text)}, which is shorter than {schema.MinimumLength} characters", "write more");
        else if (length > schema.MaximumLength)
            scope.Error(ConfigurationCodes.BadForm, scalar, $"{name} has {length} characters; at most {schema.MaximumLength} allowed", "write less");
        else if (schema.Pattern is { } pattern && !Matches(scalar.Text, pattern))
            scope.Error(ConfigurationCodes.BadForm, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which does not have the required form", $"it must match {pattern}");
    }

    /// <summary>True for a relative path with the part <c>..</c>.</summary>
    private static bool LeadsOut(string path)
    {
        if (MachineLayout.IsAbsolute(path))
            return false;
        for (int start = 0, end; start <= path.Length; start = end + 1)
        {
            end = path.IndexOf('/', start);
            if (end < 0)
                end = path.Length;
            if (end - start == 2 && path[start] == '.' && path[start + 1] == '.')
                return true;
        }

        return false;
    }

    /// <summary>Characters as JSON Schema counts them, too: a pair of surrogates is one.</summary>
    private static int LengthOf(string text)
    {
        var length = text.Length;
        foreach (var character in text)
            if (char.IsLowSurrogate(character))
                length--;
        return length;
    }

    private static bool Matches(string text, string pattern)
    {
        try
        {
            return Regex.IsMatch(text, $@"\A(?:{pattern})\z", RegexOptions.CultureInvariant, PatternTimeout);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }

    private void CheckInteger(ScalarNode scalar, ValueSchema schema, OptionName name)
    {
        if (scalar.Kind != ScalarKind.Integer)
            scope.WrongType(scalar, name, Expected(ValueType.Integer));
        else if (!long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            scope.Error(ConfigurationCodes.OutOfRange, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which is more than 64 bits can hold", Range(schema));
        else
            CheckRange(scalar, value, schema, name);
    }

    private void CheckNumber(ScalarNode scalar, ValueSchema schema, OptionName name)
    {
        if (scalar.Kind is not (ScalarKind.Integer or ScalarKind.Number))
            scope.WrongType(scalar, name, Expected(ValueType.Number));
        else if (!double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
            scope.Error(ConfigurationCodes.OutOfRange, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which is not a finite number in decimal", Range(schema));
        else
            CheckRange(scalar, value, schema, name);
    }

    private void CheckRange(ScalarNode scalar, double value, ValueSchema schema, OptionName name)
    {
        if (value < schema.Minimum)
            scope.Error(ConfigurationCodes.OutOfRange, scalar, $"{name} is {scalar.Text}, which is less than {Number(schema.Minimum.Value)}", Range(schema));
        else if (value > schema.Maximum)
            scope.Error(ConfigurationCodes.OutOfRange, scalar, $"{name} is {scalar.Text}, which is more than {Number(schema.Maximum.Value)}", Range(schema));
    }

    private static string Range(ValueSchema schema) => (schema.Minimum, schema.Maximum) switch
    {
        ({ } least, { } most) => $"write a number from {Number(least)} to {Number(most)}",
        ({ } least, null) => $"write a number of at least {Number(least)}",
        (null, { } most) => $"write a number of at most {Number(most)}",
        _ => "write a smaller number",
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private void CheckEnum(ScalarNode scalar, ValueSchema schema, OptionName name)
    {
        if (schema.Values.Contains(scalar.Text))
            return;
        var nearest = NearestName.Of(scalar.Text, schema.Values, scope.Diagnostics);
        scope.Error(ConfigurationCodes.BadName, scalar, $"{name} cannot be {Excerpt.Of(scalar.Text)}",
            (nearest is null ? "" : $"did you mean '{nearest}'? ") + $"possible: {Excerpt.Of(schema.Values)}");
    }

    private void CheckDuration(ScalarNode scalar, OptionName name)
    {
        if (Duration.TryParse(scalar.Text, out _))
            return;
        var isNegative = scalar.Text.StartsWith('-') && Duration.TryParse(scalar.Text[1..], out _);
        scope.Error(ConfigurationCodes.BadDuration, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which is {(isNegative ? "negative" : "not a duration of at most 3650 days")}",
            "write a duration such as 90s, 5m, 1h30m or 250ms");
    }

    private void CheckCidr(ScalarNode scalar, OptionName name)
    {
        if (!Cidr.TryParse(scalar.Text, out var cidr))
            scope.Error(ConfigurationCodes.BadCidr, scalar, $"{name} is {Excerpt.Of(scalar.Text)}, which is not a range of addresses", "write a range such as 192.168.42.0/24");
        else if (cidr.HasHostBits)
            scope.Diagnostics.Warning(ConfigurationCodes.HostBits, scalar.Place, $"{name} is {Excerpt.Of(scalar.Text)}, which has bits set behind its prefix", $"write {cidr.Network}");
    }

    private void CheckInput(ScalarNode scalar, OptionName name)
    {
        if (scalar.Text.Length == 0)
            scope.Error(ConfigurationCodes.BadForm, scalar, $"{name} is empty", "write the path of a file or folder");
        else if (!scalar.Text.Contains("${", StringComparison.Ordinal) && !scope.Sources.Exists(scalar.Text))
            scope.Error(ConfigurationCodes.MissingInput, scalar, $"the input {Excerpt.Of(scalar.Text)} does not exist",
                "correct the path; it is taken from the folder of this file");
    }
}
