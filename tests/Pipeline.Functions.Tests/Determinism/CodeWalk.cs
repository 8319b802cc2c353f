using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Pipeline.Functions.Tests.Determinism;

/// <summary>Follows compiled code from some methods through all of the pipeline's code that they reach, and notes what is banned.</summary>
internal sealed class CodeWalk
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    private readonly HashSet<MethodBase> _seen = [];

    /// <summary>Each banned member with the method that uses it.</summary>
    public SortedSet<string> Findings { get; } = new(StringComparer.Ordinal);

    public IEnumerable<string> Methods => _seen.Select(method => $"{method.DeclaringType!.Name}.{method.Name}");

    public CodeWalk From(Type type)
    {
        foreach (var method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All)))
        {
            Visit(method);
        }

        return type.GetNestedTypes(All).Aggregate(this, (walk, nested) => walk.From(nested));
    }

    private void Visit(MethodBase method)
    {
        if (!_seen.Add(method))
        {
            return;
        }

        if (method.GetCustomAttribute<StateMachineAttribute>() is { } machine)
        {
            Visit(machine.StateMachineType.GetMethod("MoveNext", All)!);
        }

        if (method.DeclaringType!.TypeInitializer is { } initializer)
        {
            Visit(initializer);
        }

        if (method.GetMethodBody()?.GetILAsByteArray() is { } code)
        {
            foreach (var member in MembersIn(code, method))
            {
                Judge(member, method);
            }
        }
    }

    private void Judge(MemberInfo member, MethodBase user)
    {
        var isBanned = member switch
        {
            FieldInfo field => IsOurs(field.DeclaringType!) && BannedMembers.Contains(field),
            MethodBase called => BannedMembers.Contains(called),
            _ => false,
        };
        if (isBanned)
        {
            Findings.Add($"{user.DeclaringType!.FullName}.{user.Name} uses {member.DeclaringType!.FullName}.{member.Name}");
        }
        else if (member is MethodBase reached && IsOurs(reached.DeclaringType!))
        {
            Visit(reached);
        }
    }

    private static bool IsOurs(Type type) => type.Namespace?.StartsWith("Pipeline", StringComparison.Ordinal) == true;

    private static IEnumerable<MemberInfo> MembersIn(byte[] code, MethodBase method)
    {
        for (var at = 0; at < code.Length;)
        {
            var opcode = code[at] == 0xFE ? Codes[(short)(0xFE00 | code[at + 1])] : Codes[code[at]];
            at += opcode.Size;
            if (opcode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok
                && Resolve(method, BitConverter.ToInt32(code, at)) is { } member)
            {
                yield return member;
            }

            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);
}
