//! The functions by which updates are told what to change; those by key and those of a loaded value have
//! the same, and differ in what may be changed.

/// `$rule` is the trait that says which fields, `$time` what becomes of the time of the last write.
macro_rules! setters {
    ($rule:ident $(, $time:ident)?) => {
        /// Sets a field, or an element of a list, to `value`.
        pub fn set<F: Target<E>>(mut self, field: F, value: impl Operand<F::Value>) -> Self
        where
            F::First: $rule<F::How $(, $time)?>,
        {
            self.actions.assign(field.assigned(&value.into_value()));
            self
        }

        /// Sets a field unless its attribute is there: NULL, as which `None` is written, is there.
        pub fn set_if_not_exists<F: Target<E>>(mut self, field: F, value: impl Operand<F::Value>) -> Self
        where
            F::First: $rule<Relative $(, $time)?>,
        {
            self.actions.set_if_not_exists(field.assigned(&value.into_value()));
            self
        }

        /// Sets an optional field to `None`, as a `put` of that would write it: NULL, or no attribute where the
        /// field has `#[serde(skip_serializing_if = "Option::is_none")]`. An item without the value leaves the indexes whose
        /// keys are made of it.
        pub fn remove<F: Target<E>>(mut self, field: F) -> Self
        where
            F::Value: OptionalAttribute,
            F::First: $rule<F::Removal $(, $time)?>,
        {
            self.actions.assign(field.assigned(&F::Value::none()));
            self
        }

        /// Removes an element of a list; those behind it move up.
        pub fn remove_at<P: Steps, F: FieldDef>(mut self, element: Element<E, P, F>) -> Self
        where
            F::Value: ListAttribute,
            P::First<F>: $rule<Relative $(, $time)?>,
        {
            self.actions.remove(element.path());
            self
        }

        /// Adds to a number, whatever it is now. An attribute that is not there counts as 0, if it is not inside of
        /// another.
        ///
        /// `DynamoDB` knows no bounds of types: a sum that the field's type cannot hold is stored, and the item can
        /// then not be read.
        pub fn add<F: Target<E>>(mut self, field: F, amount: impl Operand<F::Value>) -> Self
        where
            F::Value: NumberAttribute,
            F::First: $rule<Relative $(, $time)?>,
        {
            self.actions.add(field.assigned(&amount.into_value()));
            self
        }

        /// Subtracts from a number, whatever it is now.
        ///
        /// What is unsigned must be that great, so that nothing negative is stored, which the item could not be read
        /// with: if it is less or not there, the error [is a failed condition](crate::error::Error::is_condition_failed)
        /// that [holds the item](crate::error::Error::met).
        pub fn subtract<F: Target<E>>(mut self, field: F, amount: impl Operand<F::Value>) -> Self
        where
            F::Value: NumberAttribute,
            F::First: $rule<Relative $(, $time)?>,
        {
            let amount = field.assigned(&amount.into_value());
            if F::Value::UNSIGNED {
                self.conditions.at_least(&amount);
            }
            self.actions.subtract(amount);
            self
        }

        /// Appends elements to a list.
        pub fn append<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
        where
            F::Value: ListAttribute,
            V: Operand<<F::Value as ListAttribute>::Element>,
            F::First: $rule<Relative $(, $time)?>,
        {
            let elements = elements.into_iter().map(Operand::into_value).collect();
            self.actions.append(field.assigned(&F::Value::from_elements(elements)));
            self
        }

        /// Puts elements in front of those of a list.
        pub fn prepend<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
        where
            F::Value: ListAttribute,
            V: Operand<<F::Value as ListAttribute>::Element>,
            F::First: $rule<Relative $(, $time)?>,
        {
            let elements = elements.into_iter().map(Operand::into_value).collect();
            self.actions.prepend(field.assigned(&F::Value::from_elements(elements)));
            self
        }

        /// Inserts elements into a set, for fields that are stored as one:
        /// `#[serde(with = "dynamodel::string_set")]`.
        pub fn insert_into<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
        where
            F::Value: SetAttribute,
            V: Operand<<F::Value as SetAttribute>::Element>,
            F::First: $rule<Relative $(, $time)?>,
        {
            let elements = elements.into_iter().map(Operand::into_value).collect();
            self.actions.insert_into(field.assigned(&F::Value::from_elements(elements)));
            self
        }

        /// Deletes elements from a set. A set without elements is no attribute, and is read as an empty set.
        pub fn delete_from<F: Target<E>, V>(mut self, field: F, elements: impl IntoIterator<Item = V>) -> Self
        where
            F::Value: SetAttribute,
            V: Operand<<F::Value as SetAttribute>::Element>,
            F::First: $rule<Relative $(, $time)?>,
        {
            let elements = elements.into_iter().map(Operand::into_value).collect();
            self.actions.delete_from(field.assigned(&F::Value::from_elements(elements)));
            self
        }
    };
}
pub(super) use setters;
