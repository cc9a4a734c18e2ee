"""The vocabulary: frozen, slotted dataclasses and enums. Standard library only, no input or output."""
