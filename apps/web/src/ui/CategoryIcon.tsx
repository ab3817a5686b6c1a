import type { StepCategory } from "@worktrail/shared/step/define-step";
import { Database, GitBranch, type LucideIcon, Plug, Sparkles, User, Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface CategoryLook {
  word: string;
  icon: LucideIcon;
  text: string;
  tint: string;
  /** For SVG fills and inline styles. */
  color: string;
}

export const categoryLooks: Record<StepCategory, CategoryLook> = {
  ai: {
    word: "AI",
    icon: Sparkles,
    text: "text-category-ai",
    tint: "bg-category-ai/10",
    color: "var(--category-ai)",
  },
  integration: {
    word: "Integration",
    icon: Plug,
    text: "text-category-integration",
    tint: "bg-category-integration/10",
    color: "var(--category-integration)",
  },
  human: {
    word: "Human",
    icon: User,
    text: "text-category-human",
    tint: "bg-category-human/10",
    color: "var(--category-human)",
  },
  control: {
    word: "Control",
    icon: GitBranch,
    text: "text-category-control",
    tint: "bg-category-control/10",
    color: "var(--category-control)",
  },
  utility: {
    word: "Utility",
    icon: Wrench,
    text: "text-category-utility",
    tint: "bg-category-utility/10",
    color: "var(--category-utility)",
  },
  data: {
    word: "Data",
    icon: Database,
    text: "text-category-data",
    tint: "bg-category-data/10",
    color: "var(--category-data)",
  },
};

const sizes = {
  sm: "size-6 rounded-md [&_svg]:size-3.5",
  md: "size-8 rounded-md [&_svg]:size-4",
  lg: "size-10 rounded-lg [&_svg]:size-5",
};

export interface CategoryIconProps {
  category: StepCategory;
  size?: keyof typeof sizes;
  /** The step type's own icon; without one, the category's. */
  children?: ReactNode;
  className?: string;
}

/** The tile that says what kind of step this is; the step's name stands beside it. */
export function CategoryIcon({ category, size = "md", children, className }: CategoryIconProps) {
  const look = categoryLooks[category];
  const Icon = look.icon;
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 items-center justify-center",
        sizes[size],
        look.text,
        look.tint,
        className,
      )}
    >
      {children ?? <Icon />}
    </span>
  );
}
