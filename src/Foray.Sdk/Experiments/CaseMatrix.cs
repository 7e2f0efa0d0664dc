using System.Globalization;
using Foray.Sdk.Options;

namespace Foray.Sdk.Experiments;

/// <summary>Makes the cases of a matrix: every combination of its values.</summary>
public static class CaseMatrix
{
    /// <summary>Most cases that one experiment may have.</summary>
    public const int MostCases = 100_000;

    /// <summary>Name of the only case of an experiment that has neither matrix nor repetitions.</summary>
    public const string SingleCase = "default";

    /// <summary>Number of combinations; 0 where a parameter has no values, -1 where there are more than <see cref="MostCases"/>.</summary>
    public static int Count(IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>> matrix, int repeat)
    {
        long count = repeat;
        foreach (var values in matrix.Values)
        {
            count *= values.Count;
            if (count > MostCases)
                return -1;
        }

        return (int)count;
    }

    /// <summary>The combinations, the last parameter changing fastest, each repeated; named <c>tool=gzip,level=1</c>, with <c>repeat=2</c> where there are repetitions.</summary>
    /// <param name="matrix">Parameters and their values, in order.</param>
    /// <param name="repeat">How often each combination is run; 1 or more.</param>
    public static IEnumerable<(string Name, IReadOnlyDictionary<string, string> Parameters, int Repeat)> Expand(
        IReadOnlyDictionary<string, IReadOnlyList<ScalarValue>> matrix, int repeat)
    {
        var names = matrix.Keys.ToArray();
        var indexes = new int[names.Length];
        if (matrix.Values.Any(values => values.Count == 0))
            yield break;
        while (true)
        {
            var parameters = new OrderedDictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
                parameters[names[i]] = matrix[names[i]][indexes[i]].Text;
            for (var repetition = 1; repetition <= repeat; repetition++)
                yield return (NameOf(parameters, repeat == 1 ? 0 : repetition), parameters, repetition);
            var position = names.Length - 1;
            while (position >= 0 && ++indexes[position] == matrix[names[position]].Count)
                indexes[position--] = 0;
            if (position < 0)
                yield break;
        }
    }

    private static string NameOf(OrderedDictionary<string, string> parameters, int repetition)
    {
        var parts = parameters.Select(parameter => $"{parameter.Key}={parameter.Value}").ToList();
        if (repetition > 0)
            parts.Add("repeat=" + repetition.ToString(CultureInfo.InvariantCulture));
        return parts.Count == 0 ? SingleCase : string.Join(',', parts);
    }
}
